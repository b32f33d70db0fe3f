/**
 * Whether the database refused a row because another has the same: for catches that say so in words.
 * @param index by its name, where a statement may meet several
 */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && (index === undefined || constraint === index);
}
