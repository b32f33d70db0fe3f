import { CaseRun, type ClockSettings, type FiredMoment, type RecordedFact } from '@app/domain';
import { followUpsOfCases, type StoredFollowUp } from '@app/follow-ups';
import { factsOfCases } from '@app/history';
import type { NewLetter } from '@app/letters';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { type CaseRow, getCases } from './case.repository';
import { writeLetters } from './carry-out';
import { firingAt } from './firing-settings';
import { type Confidential, type LetterContext, letterContexts } from './letter-context';

/** A case with all that firing its follow-ups needs to know. */
export interface StoredCase {
  row: CaseRow;
  facts: readonly RecordedFact[];
  followUps: readonly StoredFollowUp[];
  context: LetterContext;
}

/** Reads these cases as firing would. @param day today, Europe/London */
export async function readStoredCases(
  sql: Sql,
  confidential: Confidential,
  caseIds: readonly string[],
  day: string,
): Promise<StoredCase[]> {
  const rows = await getCases(sql, caseIds);
  const facts = await factsOfCases(sql, confidential.sealer, caseIds);
  const followUps = await followUpsOfCases(sql, caseIds);
  const contexts = await letterContexts(sql, confidential, caseIds, day);
  return rows.flatMap((row) => {
    const context = contexts.get(row.id);
    const ofCase = { facts: facts.get(row.id) ?? [], followUps: followUps.get(row.id) ?? [] };
    return context ? [{ row, ...ofCase, context }] : [];
  });
}

/** What would fire at one moment. */
export interface AheadMoment extends FiredMoment {
  at: Temporal.Instant;
  /** Writes the letters of this moment, by their number in the decisions. */
  write: () => Map<number, NewLetter>;
}

/**
 * Runs a stored case forward while nobody records anything: moment by moment what would fire, as
 * the worker would fire it.
 * @param from now
 * @param until the end, not itself included
 */
export function* runAhead(
  stored: StoredCase,
  settings: ClockSettings,
  from: Temporal.Instant,
  until: Temporal.Instant,
): Generator<AheadMoment> {
  const { facts, followUps, context } = stored;
  const { day } = firingAt(from, settings);
  const lettersToday = { day, recipients: context.lettersToday };
  const run = new CaseRun(
    { facts, followUps: [...followUps].sort(byStoring), lettersToday },
    settings,
  );
  let now = from;
  for (;;) {
    const bell = run.nextBell(now);
    if (!bell || Temporal.Instant.compare(bell, until) >= 0) return;
    now = bell;
    const moment = run.fire(now);
    const { state, decisions } = moment;
    const at = now;
    const write = () => writeLetters(state, decisions, context, firingAt(at, settings));
    yield { ...moment, at, write };
  }
}

const byStoring = (a: StoredFollowUp, b: StoredFollowUp): number => Number(a.id) - Number(b.id);
