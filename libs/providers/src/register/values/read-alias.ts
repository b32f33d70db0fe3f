import type { ValueRead } from './value-read';

/**
 * Reads another name of a home. A few rows hold an e-mail address there, or a page of CQC's own
 * systems: those are nobody's names.
 */
export function readAlias(text: string): ValueRead<string> {
  return /@|:\/\/|^Organisation Name:/i.test(text)
    ? {
        wrong: {
          code: 'not-a-name',
          message: 'This is an address or a label and not another name of the home.',
        },
      }
    : { value: text };
}
