import type { RosterEntry, SetAbsence, Team } from '@app/officers';
import { Temporal } from 'temporal-polyfill';
import { capital, many, shortDay, shortMoment } from '../words/when';
import { roleWords } from './officer-words';

/** A row of the list of officers, in words. */
interface OfficerRow {
  href: string;
  name: string;
  email: string;
  role: string;
  team: string;
  cases: string;
  signIn: string;
  lastSeen: string;
}

export function presentOfficers(
  roster: readonly RosterEntry[],
  cases: ReadonlyMap<string, number>,
  today: Temporal.PlainDate,
): { current: OfficerRow[]; gone: OfficerRow[] } {
  const row = (entry: RosterEntry): OfficerRow => ({
    href: `/officers/${entry.id}`,
    name: entry.name,
    email: entry.email,
    role: roleWords[entry.role].text,
    team: entry.team ?? 'No team',
    cases: many(cases.get(entry.id) ?? 0, 'open case'),
    signIn: signInWords(entry, today),
    lastSeen: seenWords(entry, today),
  });
  return {
    current: roster.filter((entry) => entry.disabledAt === null).map(row),
    gone: roster.filter((entry) => entry.disabledAt !== null).map(row),
  };
}

/** How somebody gets in, and what is still missing. */
export function signInWords(entry: RosterEntry, today: Temporal.PlainDate): string {
  if (entry.invitedUntil !== null)
    return `Invited, until ${shortMoment(entry.invitedUntil, today)}`;
  const ways = [
    entry.isLinked ? 'another provider' : null,
    entry.hasPassword ? 'password' : null,
    entry.hasSecondFactor ? 'authenticator app' : null,
  ].filter((way) => way !== null);
  if (ways.length === 0) return 'By links alone';
  const list = ways.join(' and ');
  const isOpen = !entry.hasSecondFactor && !entry.isLinked;
  return capital(list) + (isOpen ? ', no second factor' : '');
}

export const seenWords = ({ lastSeenAt }: RosterEntry, today: Temporal.PlainDate): string =>
  lastSeenAt === null ? 'Never here' : `Here ${shortMoment(lastSeenAt, today)}`;

/** An absence as a sentence: "Away from tomorrow until Friday 1 January. Bo covers." */
export function absenceWords(absence: SetAbsence, today: Temporal.PlainDate): string {
  const [from, until] = [absence.from, absence.until].map((day) =>
    shortDay(Temporal.PlainDate.from(day), today),
  );
  return `Away from ${from} until ${until}. ${absence.coverer} covers.`;
}

export const teamRows = (teams: readonly Team[]) =>
  teams.map((team) => ({ ...team, officers: many(team.officers, 'officer') }));
