/** A text as it was typed, spaces and all; empty when it is missing or was sent twice. */
export function typed(body: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const value = body?.[name];
  return typeof value === 'string' ? value : '';
}
