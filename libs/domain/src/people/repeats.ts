/**
 * The values that stand there more than once, in whatever letter case; what is not given repeats
 * nothing. Mobiles are to be normalised before.
 */
export function repeats(values: readonly (string | null)[]): Set<string> {
  const given = values.flatMap((v) => (v === null ? [] : [v.toLowerCase()]));
  return new Set(given.filter((v, n) => given.indexOf(v) !== n));
}
