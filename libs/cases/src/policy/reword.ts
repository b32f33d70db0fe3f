import { type FollowUp, keyOf, type Reconciliation, type Rung } from '@app/domain';

/**
 * Adds to a reconciliation the waiting rungs that keep their dates, but whose sentences would say
 * something else: other sending hours, say. Working them out is slow, so it is done only when the
 * policy itself changes.
 */
export function reword(
  wanted: readonly Rung[],
  stored: readonly FollowUp[],
  changes: Reconciliation,
): Reconciliation {
  const placed = new Set([...changes.replace, ...changes.supersede].map(({ id }) => id));
  const byKey = new Map(wanted.map((rung) => [keyOf(rung), rung]));
  const reworded = stored.flatMap((old): Reconciliation['replace'] => {
    const rung = byKey.get(keyOf(old));
    if (!rung || old.status !== 'waiting' || placed.has(old.id)) return [];
    const basis = basisOf(old, rung);
    if (basis.join('\n') === old.basis.join('\n')) return [];
    const kept = { ...rung, dueAt: old.dueAt, sendAt: old.sendAt, basis };
    return [{ id: old.id, placed: { rung: kept, status: 'waiting', reason: null } }];
  });
  return reworded.length === 0
    ? changes
    : { ...changes, replace: [...changes.replace, ...reworded] };
}

/** A rung that was late has a moment of its own, and a last sentence that says so. */
function basisOf(old: FollowUp, rung: Rung): readonly string[] {
  const late = old.sendAt.equals(rung.sendAt) ? [] : old.basis.slice(-1);
  return [...rung.basis, ...late];
}
