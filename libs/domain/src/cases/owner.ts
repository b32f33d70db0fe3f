import { rolesOf } from '../readiness/roles';
import { accountOf, type CaseState, type NamedPerson } from './case-state';

/** The day somebody went: taken off, or marked as a leaver and not named again; null while here. */
function wentOn(state: CaseState, { person, removedOn, lastAddedOn }: NamedPerson): string | null {
  const leaver = accountOf(state, person)?.leaver?.on ?? null;
  const left = leaver !== null && leaver >= lastAddedOn ? leaver : null;
  if (removedOn === null || left === null) return removedOn ?? left;
  return removedOn < left ? removedOn : left;
}

/**
 * The day the last owner of the shared mailbox went, `YYYY-MM-DD` Europe/London; null while there is
 * one, or none was ever named. Nobody else can add people or pass the mailbox on (domain rules,
 * section 6, and 45 and 46).
 */
export function lastOwnerWentOn(state: CaseState): string | null {
  const owners = state.people.filter((p) => rolesOf(p.role).has('owner'));
  const days = owners.map((owner) => wentOn(state, owner));
  return days.reduce<string | null>(
    (last, day) => (last === null || day === null ? null : day > last ? day : last),
    days[0] ?? null,
  );
}
