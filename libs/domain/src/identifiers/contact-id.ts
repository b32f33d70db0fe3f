/** `1-` and 5 to 12 digits, with or without `CON` before (NHSmail support pages show both). */
const form = /^(?:CON)?1-\d{5,12}$/;

/** What is said of a CQC contact ID. It proves authority, so its value goes no further than here. */
export type ContactIdCheck =
  | { verdict: 'ok' }
  | { verdict: 'block'; code: 'invalid-contact-id'; message: string };

/** Checks the form of a CQC contact ID. The answer does not hold it: it is never kept, nor logged. */
export function checkContactId(text: string): ContactIdCheck {
  return form.test(text.trim().toUpperCase())
    ? { verdict: 'ok' }
    : {
        verdict: 'block',
        code: 'invalid-contact-id',
        message:
          'That is not a CQC contact ID; it should look like 1-12345678 or CON1-12345678, on the registered manager’s certificate.',
      };
}
