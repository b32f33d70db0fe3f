/**
 * A copy of a text that was cut from a larger one: kept by itself it would keep the larger one in
 * memory.
 */
export function alone(text: string): string {
  return Buffer.from(text).toString();
}
