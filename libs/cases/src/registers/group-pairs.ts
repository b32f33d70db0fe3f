/** Puts together what pairs connect, directly or through others: each id once, in one group. */
export function groupPairs(pairs: readonly (readonly [string, string])[]): string[][] {
  const leader = new Map<string, string>();
  const find = (id: string): string => {
    let at = id;
    for (let next = leader.get(at); next !== undefined && next !== at; next = leader.get(at))
      at = next;
    leader.set(id, at);
    return at;
  };
  for (const [a, b] of pairs) leader.set(find(a), find(b));
  const groups = new Map<string, string[]>();
  for (const id of [...leader.keys()].sort()) {
    const group = groups.get(find(id));
    if (group) group.push(id);
    else groups.set(find(id), [id]);
  }
  return [...groups.values()];
}
