import { calendarOf } from '../basis-checker/claim';
import { checkBasis } from '../basis-checker/check-basis';
import { recipientOf, type Row } from '../second-reading/row';
import { instant, isoOf } from '../time/walked-time';
import { differs, inWords } from './in-words';
import type { Replayed } from './replay';
import type { Silences } from './silences';
import type { CaseRows, StoredFollowUp } from './stored-case';

/** A stored follow-up and the row of the second reading it answers to. */
export interface Pair {
  stored: StoredFollowUp;
  row: Row;
}

const acts = { letter: 'letter', task: 'task', record: 'record' };

/** "day-7 of otp-arrival", and for whom where it runs once for each. */
export const nameOf = (clock: string, rung: string, person: string | null): string =>
  person === null ? `${rung} of ${clock}` : `${rung} of ${clock} for ${person}`;

/** Pairs what is stored with what ought to be. */
export function paired(
  { followUps }: CaseRows,
  { walk, factId }: Replayed,
): { pairs: Pair[]; problems: string[] } {
  const keyOfRow = (r: Row): string => [r.clock, r.rung.rung, factId(r.start.index)].join('|');
  const expected = new Map(walk.rows.map((r) => [keyOfRow(r), r]));
  const pairs: Pair[] = [];
  const problems: string[] = [];
  for (const stored of followUps) {
    const key = [stored.clock, stored.rung, stored.anchor_fact].join('|');
    const row = expected.get(key);
    if (row) pairs.push({ stored, row });
    else
      problems.push(
        `${nameOf(stored.clock, stored.rung, stored.person)} is stored; the facts call for no such thing`,
      );
    expected.delete(key);
  }
  for (const row of expected.values())
    problems.push(
      `${nameOf(row.clock, row.rung.rung, row.person)}, due ${inWords(isoOf(row.due))}, is missing`,
    );
  return { pairs, problems };
}

/** What is wrong with the stored follow-ups of a case, in plain words. */
export function checkFollowUps(pairs: readonly Pair[], now: number, silences: Silences): string[] {
  return pairs.flatMap(({ stored, row }) => {
    const name = nameOf(row.clock, row.rung.rung, row.person);
    return [
      ...differs(`${name}: the day it counts from`, stored.anchor, row.anchor),
      ...differs(`${name}: the person`, stored.person, row.person),
      ...differs(`${name}: what it does`, stored.act, acts[row.rung.act]),
      ...differs(`${name}: whom it is for`, stored.addressee, row.rung.to ?? null),
      ...differs(`${name}: its letter`, stored.letter, row.rung.letter ?? null),
      ...differs(`${name}: when it is due`, stored.due_at, isoOf(row.due)),
      ...differs(`${name}: when it goes`, stored.send_at, isoOf(row.send)),
      ...checkStanding(name, stored, row),
      ...checkBell(name, stored, row, now, silences),
      ...checkReasons(name, stored, row),
    ];
  });
}

/** How each outcome is stored. */
function standingOf({ outcome, isOutdone, why }: Row): {
  status: string;
  outcome: string | null;
  reason: string | null;
} {
  switch (outcome) {
    case 'pending':
      return { status: 'waiting', outcome: null, reason: null };
    case 'on-hold':
      return { status: 'superseded', outcome: 'superseded', reason: 'paused' };
    case 'superseded': {
      const reason = isOutdone ? 'passed-over' : 'clock-stopped';
      return { status: 'superseded', outcome, reason };
    }
    default:
      return { status: 'done', outcome, reason: outcome === 'suppressed' ? why : null };
  }
}

function checkStanding(name: string, stored: StoredFollowUp, row: Row): string[] {
  const said = standingOf(row);
  const settledAt = row.settledAt === null ? null : isoOf(row.settledAt);
  const wrong = [
    ...differs(`${name}: how it stands`, stored.status, said.status),
    ...differs(`${name}: what came of it`, stored.outcome, said.outcome),
  ];
  if (wrong.length > 0) return wrong;
  const hasLetter = said.outcome === 'sent' || said.outcome === 'merged';
  return [
    ...differs(`${name}: why`, stored.reason, said.reason),
    ...differs(`${name}: when it ended`, stored.settled_at, settledAt),
    ...(hasLetter === (stored.letter_id !== null)
      ? []
      : [
          `${name} ${hasLetter ? 'was sent, but no letter is named' : 'names a letter, but wrote none'}`,
        ]),
  ];
}

/** A waiting rung is tried at its moment, or later only because it fell due and was held back. */
function checkBell(
  name: string,
  stored: StoredFollowUp,
  row: Row,
  now: number,
  silences: Silences,
): string[] {
  if (row.outcome !== 'pending' || stored.status !== 'waiting') return [];
  const ring = instant(stored.ring_at);
  const longest = silences.wasAway(recipientOf(row))
    ? Math.max(now + week, row.send + fortnight)
    : now + week;
  const held = row.send <= now && ring > row.send && ring <= longest;
  return held ? [] : differs(`${name}: when it is tried`, stored.ring_at, isoOf(row.send));
}

/** Held back over Christmas at the longest. */
const week = 7 * 24 * 3_600_000;

/** Held back for a reader who is away, by the clock on the wall. */
const fortnight = 2 * week + 3_600_000;

function checkReasons(name: string, stored: StoredFollowUp, row: Row): string[] {
  // A policy published since would have sent it earlier, at a moment that has passed: it keeps the
  // day it had, and the words of then.
  if (row.lateSince === null && row.send !== row.own) return [];
  const { policy, bankHolidays } = row.settings;
  const claim = {
    due: instant(stored.due_at),
    send: instant(stored.send_at),
    basis: stored.basis,
  };
  const problems = checkBasis(claim, row, calendarOf(bankHolidays, policy.sendingHours));
  return problems.map((problem) => `${name}: its explanation ${problem}`);
}
