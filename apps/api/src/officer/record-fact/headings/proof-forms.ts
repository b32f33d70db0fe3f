import type { FactForm } from '../fact-form';

/** How the provider proves who they are: the contact ID or a passcode. */
export const proofForms = {
  'contact-id-confirmed': {
    title: 'The provider has their CQC contact ID',
    lead: 'Record only that they have it. Never write the ID itself anywhere in Caseload. A passcode that was on its way is not needed any more.',
    happened: 'they confirmed it',
    button: 'Record it',
  },
  'otp-requested': {
    title: 'A passcode was requested',
    lead: 'A new request replaces any earlier passcode: reminders about the old one stop at once.',
    fields: [
      {
        kind: 'choice',
        name: 'channel',
        label: 'How is it sent?',
        missing: 'Choose how the passcode is sent',
        choices: [
          { value: 'post', text: 'By post', hint: 'It takes 5 to 7 days to arrive' },
          { value: 'email', text: 'By email', hint: 'To the address registered with the CQC' },
        ],
      },
    ],
    happened: 'the passcode was requested',
    button: 'Record the request',
  },
  'otp-issued': {
    title: 'The issue date of the passcode is known',
    lead: 'The date printed on the letter. The 28 days count from it.',
    happened: 'the passcode was issued',
    button: 'Record the issue date',
  },
  'otp-received': {
    title: 'The passcode arrived',
    lead: 'Record only that it came. Never write the passcode itself anywhere in Caseload.',
    happened: 'the passcode arrived',
    button: 'Record that it arrived',
  },
  'otp-used': {
    title: 'The passcode was used',
    happened: 'the passcode was used',
    button: 'Record that it was used',
  },
} satisfies Record<string, FactForm>;
