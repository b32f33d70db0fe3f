/**
 * A text from outside as a value to look up. PostgreSQL's text cannot hold a zero character, so
 * nothing stored has one: such a text becomes one that is never found instead of an error.
 */
export function asKey(text: string): string {
  return text.includes('\0') ? '' : text;
}
