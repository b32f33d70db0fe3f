import { londonDay } from '@app/domain';
import { followUpsOfCase, type StoredFollowUp } from '@app/follow-ups';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import type { CaseRow } from '../case.repository';

/** From what to what; absent when it stays. */
type Step<T> = readonly [from: T, to: T];

/** A letter or call, and the Europe/London day it goes or is due, `YYYY-MM-DD`. */
export interface DatedThing {
  act: 'letter' | 'task' | 'record';
  /** The letter's kind, else `clock/rung`. */
  what: string;
  day: string;
}

/** What something comes to for one case. Days are Europe/London; no personal value is in it. */
export interface CaseOutcome {
  stage?: Step<string>;
  waitingOn?: Step<string | null>;
  open?: Step<boolean>;
  officer?: Step<string>;
  /** The day it is looked at again. */
  restsUntil?: Step<string | null>;
  /** The day something happens next. */
  next?: Step<string | null>;
  /** Dates that begin. */
  begins: readonly DatedThing[];
  /** Dates that end, and letters that waited and will not go. */
  ends: readonly DatedThing[];
  /** Dates that move, with the day they move from. */
  moves: readonly (DatedThing & { from: string })[];
  /** Open calls that are withdrawn. */
  callsWithdrawn: number;
}

/** What outcomes are told from: one case at one moment. */
export interface CaseGlimpse {
  row: CaseRow | null;
  /** Waiting rungs and unsent parts of letters, by what they are. */
  dates: ReadonlyMap<string, DatedThing>;
  openCalls: number;
}

/** A case that is not there yet. */
export const noCase: CaseGlimpse = { row: null, dates: new Map(), openCalls: 0 };

/** Reads a case as outcomes see it, in the transaction that changes it. */
export async function glimpse(tx: Sql, row: CaseRow): Promise<CaseGlimpse> {
  const followUps = await followUpsOfCase(tx, row.id);
  const parts = await tx.query<{ recipient: string; kind: string; n: string; day: string }>(
    `SELECT p.recipient, p.kind, l.day,
            row_number() OVER (PARTITION BY p.recipient, p.kind ORDER BY l.day, l.id, p.seq) AS n
       FROM letter_part p JOIN letter l ON l.id = p.letter_id
      WHERE p.case_id = $1 AND l.status IN ('planned', 'deferred') AND p.withdrawn_at IS NULL`,
    [row.id],
    'unsent-parts-of-case',
  );
  const [calls] = await tx.query<{ open: number }>(
    "SELECT count(*)::int AS open FROM task WHERE case_id = $1 AND status = 'open'",
    [row.id],
    'open-calls-of-case',
  );
  return {
    row,
    dates: new Map([
      ...followUps.filter((f) => f.status === 'waiting').map(ofRung),
      ...parts.map(({ recipient, kind, n, day }): [string, DatedThing] => [
        `part ${recipient} ${kind} ${n}`,
        { act: 'letter', what: kind, day },
      ]),
    ]),
    openCalls: calls?.open ?? 0,
  };
}

/** The fact a clock counts from is left out: counted from a newer one, its rung has moved. */
const ofRung = (f: StoredFollowUp): [string, DatedThing] => [
  `rung ${f.clock} ${f.rung} ${f.person ?? ''}`,
  { act: f.act, what: f.letter ?? `${f.clock}/${f.rung}`, day: dayOf(f.sendAt) },
];

const dayOf = (moment: Temporal.Instant): string => londonDay(moment).toString();

const nextDay = (row: CaseRow | null): string | null =>
  row?.nextAt ? dayOf(Temporal.Instant.from(row.nextAt)) : null;

/** Says what lies between two glimpses of a case, always in the same order. */
export function whatChanges(before: CaseGlimpse, after: CaseGlimpse): CaseOutcome {
  const [was, is] = [before.row, after.row];
  const both = [...after.dates].flatMap(([key, thing]) => {
    const old = before.dates.get(key);
    return old && old.day !== thing.day ? [{ ...thing, from: old.day }] : [];
  });
  return {
    ...(is ? standingOf(was, is) : {}),
    ...step('next', nextDay(was), nextDay(is)),
    begins: onlyIn(after, before),
    ends: onlyIn(before, after),
    moves: both.sort(inOrder),
    callsWithdrawn: Math.max(0, before.openCalls - after.openCalls),
  };
}

const standingOf = (was: CaseRow | null, is: CaseRow): Partial<CaseOutcome> => ({
  ...step('stage', was?.stage ?? '', is.stage),
  ...step('waitingOn', was?.waitingOn ?? null, is.waitingOn),
  ...step('open', was?.open ?? false, is.open),
  ...step('officer', was?.officerId ?? '', is.officerId),
  ...step('restsUntil', was?.parkedUntil ?? null, is.parkedUntil),
});

const step = <Name extends string, T>(
  name: Name,
  from: T,
  to: T,
): Partial<Record<Name, Step<T>>> =>
  from === to ? {} : ({ [name]: [from, to] } as unknown as Record<Name, Step<T>>);

const onlyIn = (here: CaseGlimpse, there: CaseGlimpse): DatedThing[] =>
  [...here.dates]
    .filter(([key]) => !there.dates.has(key))
    .map(([, thing]) => thing)
    .sort(inOrder);

const inOrder = (a: DatedThing, b: DatedThing): number =>
  `${a.day} ${a.act} ${a.what}` < `${b.day} ${b.act} ${b.what}` ? -1 : 1;
