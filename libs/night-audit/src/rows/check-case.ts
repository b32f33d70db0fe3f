import { isClosed, dayOfFact, momentOf } from '../second-reading/given-fact';
import { countsFrom, usable } from '../second-reading/passcodes';
import { isParked, newestParking } from '../second-reading/questions';
import type { Policy } from '../second-reading/policy-document';
import type { Standing } from '../second-reading/stage';
import { unanswered } from '../second-reading/submissions';
import type { Settings } from '../second-reading/row';
import { dayAfter, dayAt, instant, isoOf, leafed, SendingTimes } from '../time/walked-time';
import { differs } from './in-words';
import type { Replayed } from './replay';
import type { CaseRows } from './stored-case';

/** What the row of a case ought to say, as far as it follows from facts and follow-ups. */
interface Expected extends Standing {
  version: number;
  open: boolean;
  officer: string | null;
  openedOn: string | null;
  useBy: string | null;
  breachedAt: string | null;
  nextAt: string | null;
  parkedUntil: string | null;
  changedAt: string | null;
}

/** What is wrong with the row of a case, in plain words. */
export function checkCase(rows: CaseRows, replayed: Replayed, settings: Settings): string[] {
  const { row } = rows;
  const said = expected(rows, replayed, settings);
  return [
    ...differs('the number of its facts', row.version, said.version),
    ...differs('whether it is open', row.open, said.open),
    ...(said.officer === null ? [] : differs('its officer', row.officer_id, said.officer)),
    ...differs('its stage', row.stage, said.stage),
    ...differs('whom it waits on', row.waiting_on, said.waitingOn),
    ...differs('the day it was opened', row.opened_on, said.openedOn),
    ...differs('the last day of its passcode', row.use_by, said.useBy),
    ...differs('the moment NHSmail ran late', row.breached_at, said.breachedAt),
    ...differs('when its next date is', row.next_at, said.nextAt),
    ...differs('the day it rests until', row.parked_until, said.parkedUntil),
    ...differs('when it last changed', row.changed_at, said.changedAt),
    ...orphaned(rows),
  ];
}

/** Every open case waits on someone, and has a date running or a day it rests until. */
function orphaned({ row }: CaseRows): string[] {
  if (!row.open) return [];
  return [
    ...(row.waiting_on === null ? ['it is open, but waits on nobody'] : []),
    ...(row.officer_id === null ? ['it is open, but belongs to nobody'] : []),
    ...(row.next_at === null && row.parked_until === null
      ? ['it is open, but no date is running and no day is set to look at it again']
      : []),
  ];
}

function expected(
  { row, facts, followUps }: CaseRows,
  { walk }: Replayed,
  settings: Settings,
): Expected {
  const standing = walk.standing;
  const open = !isClosed(standing);
  const changedAt = facts.at(-1)?.recorded_at ?? null;
  const next = followUps
    .filter((f) => f.status === 'waiting')
    .map((f) => f.send_at)
    .sort((a, b) => instant(a) - instant(b))[0];
  return {
    ...walk.standingOn(dayAt(instant(row.changed_at))),
    version: facts.length,
    open,
    officer: standing.findLast((f) => f.type === 'handed-over')?.officer ?? null,
    openedOn: standing.find((f) => f.type === 'case-opened')?.on ?? null,
    useBy: useBy(standing, settings.policy),
    breachedAt: row.stage === 'submitted' && row.waiting_on === 'nhsmail' ? breachedAt(walk) : null,
    nextAt: next ?? null,
    parkedUntil: open
      ? restsUntil(
          standing,
          walk.standingOn(dayAt(instant(row.changed_at))),
          next,
          changedAt,
          settings,
        )
      : null,
    changedAt,
  };
}

type Facts = Replayed['walk']['standing'];

function useBy(standing: Facts, policy: Policy): string | null {
  const code = usable(standing);
  return code ? leafed(dayOfFact(countsFrom(standing, code)), policy.passcodeGoodForDays) : null;
}

/** NHSmail's hours have passed, and the submission is still without a reply. */
function breachedAt(walk: Replayed['walk']): string | null {
  const submission = unanswered(walk.standing);
  const breach = walk.rows.find(
    (r) =>
      r.clock === 'nhsmail-reply' &&
      r.start.index === submission?.index &&
      r.rung.act === 'record' &&
      r.outcome === 'recorded',
  );
  return breach ? isoOf(breach.due) : null;
}

/**
 * The day somebody parked it until; else so many working days from its last change, when no date
 * runs before that; one that is live and not waiting for us may wait longer for its next date.
 */
function restsUntil(
  standing: Facts,
  { stage, waitingOn }: Standing,
  next: string | undefined,
  changedAt: string | null,
  { policy, bankHolidays }: Settings,
): string | null {
  const parking = newestParking(standing);
  if (parking && isParked(standing))
    return parking.until ?? leafed(dayAt(momentOf(parking)), policy.parkedForDays);
  if (changedAt === null) return null;
  const times = new SendingTimes(bankHolidays);
  let day = dayAt(instant(changedAt));
  for (let left = policy.reviewAfterWorkingDays; left > 0; ) {
    day = dayAfter(day);
    if (times.isWorkingDay(day)) left--;
  }
  const mayWait = ['live', 'aftercare'].includes(stage) && waitingOn !== 'officer';
  return next === undefined || (!mayWait && dayAt(instant(next)) > day) ? day : null;
}
