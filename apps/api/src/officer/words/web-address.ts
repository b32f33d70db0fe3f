/** An address from a register file, only if a browser may follow it: never `javascript:`. */
export function webAddress(text: string | null): string | null {
  if (!text) return null;
  try {
    const { protocol, href } = new URL(text);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}
