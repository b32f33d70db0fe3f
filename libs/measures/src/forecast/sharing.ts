/**
 * Groups of items of which each shares a mark with another of its group, in the order of their first
 * items. One that shares none is a group by itself.
 */
export function sharing<T>(items: readonly T[], marksOf: (item: T) => readonly string[]): T[][] {
  const groupOf = new Map<string, Set<T>>();
  const groups = new Set<Set<T>>();
  for (const item of items) {
    const met = new Set(marksOf(item).flatMap((mark) => groupOf.get(mark) ?? []));
    const [first = new Set<T>(), ...others] = met;
    for (const other of others) {
      for (const member of other) first.add(member);
      groups.delete(other);
    }
    first.add(item);
    groups.add(first);
    const changed = others.length > 0 ? [...first] : [item];
    for (const member of changed) for (const mark of marksOf(member)) groupOf.set(mark, first);
  }
  const place = new Map(items.map((item, n) => [item, n]));
  const inOrder = (a: T, b: T): number => (place.get(a) ?? 0) - (place.get(b) ?? 0);
  return [...groups].map((group) => [...group].sort(inOrder));
}
