/**
 * What is to be said about an identifier someone typed or a file holds.
 *
 * - `ok`: has the usual form.
 * - `warn`: may be right; an officer may go on with a reason.
 * - `block`: cannot be right.
 *
 * `value` is the text as it is stored: trimmed and in the identifier's own letter case.
 */
export type IdentifierCheck =
  | { verdict: 'ok'; value: string }
  | { verdict: 'warn' | 'block'; value: string; code: string; message: string };

export const ok = (value: string): IdentifierCheck => ({ verdict: 'ok', value });

export const warn = (value: string, code: string, message: string): IdentifierCheck => ({
  verdict: 'warn',
  value,
  code,
  message,
});

export const block = (value: string, code: string, message: string): IdentifierCheck => ({
  verdict: 'block',
  value,
  code,
  message,
});
