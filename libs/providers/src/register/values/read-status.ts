import type { ValueRead } from './value-read';

/** Reads whether CQC has a location or provider registered. */
export function readStatus(text: string): ValueRead<string> {
  const status = text.toLowerCase();
  return status === 'registered' || status === 'deregistered'
    ? { value: status }
    : {
        wrong: {
          code: 'unknown-registration-status',
          message: `“${text}” is neither Registered nor Deregistered, so it was not taken.`,
        },
      };
}
