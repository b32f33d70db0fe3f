import {
  type CaseState,
  decideInTurn,
  evolve,
  type Fact,
  fold,
  keyOf,
  presentWait,
  reconcile,
  type Rung,
  wantedRungs,
} from '@app/domain';
import {
  dueOfCases,
  followUpsOfCases,
  holdDue,
  insertTasks,
  settleDue,
  type StoredFollowUp,
  storeReconciliation,
} from '@app/follow-ups';
import { appendFacts, factsOfCases } from '@app/history';
import { type Draft, Drafts, markStale, withdrawMatters, writeDrafts } from '@app/letters';
import type { Sql } from '@app/platform';
import { type CaseRow, getCases, project, saveProjections } from './case.repository';
import { addresseesOf, openAddressLedger, standingsOf, writtenToOn } from './addressees';
import { byHandOfCases, nothingByHand } from './by-hand';
import { carryOut, type Firing, type FiringCase, gather } from './carry-out';
import type { FiringSettings } from './firing-settings';
import { type Confidential, letterContexts } from './letter-context';
import { restoreLetters } from './restore-letters';
import { noLongerWanted, reasonEnded } from './unsent-letters';

/** One case whose follow-ups fired: as it was stored, and what it came to. */
interface FiredCase {
  row: CaseRow;
  /** Those it had before. */
  facts: readonly Fact[];
  /** With the facts of the firing. */
  state: CaseState;
  firing: Firing;
}

export interface Fired {
  fired: number;
  letters: number;
}

/**
 * Fires everything due now for these cases, which the transaction has locked: reads them with a few
 * statements, decides in memory, writes with a few statements. Letters of several cases to one
 * address become one.
 */
export async function fireBatch(
  tx: Sql,
  confidential: Confidential,
  caseIds: readonly string[],
  settings: FiringSettings,
): Promise<Fired> {
  if (caseIds.length === 0) return { fired: 0, letters: 0 };
  const { now, day } = settings;
  const cases = await readDue(tx, confidential, caseIds, settings);
  const addressees = cases.flatMap((one) => [...one.addressees.values()]);
  const book = await openAddressLedger(tx, confidential, addressees, now);
  const byHand = await byHandOfCases(tx, caseIds, day);
  const drafts = new Drafts(book.letters, now);
  const fired = cases.map(({ row, facts, due, state, wanted, context, addressees }): FiredCase => {
    const decided = decideInTurn(due, state, wanted, {
      now,
      settings,
      addresses: standingsOf(addressees, book),
      lettersToday: writtenToOn(day, addressees, book),
      sentByHand: byHand.get(row.id) ?? nothingByHand,
    });
    const one = { state: decided.state, context, addressees };
    const firing = carryOut(row, one, decided.decisions, settings, drafts);
    return { row, facts, state: firing.facts.reduce(evolve, state), firing };
  });
  return write(tx, confidential, fired, drafts.all(), settings);
}

interface DueCase extends FiringCase {
  row: CaseRow;
  facts: readonly Fact[];
  due: readonly StoredFollowUp[];
  wanted: readonly Rung[];
}

/** The cases that have something due, with all that deciding about it needs to know. */
async function readDue(
  tx: Sql,
  confidential: Confidential,
  caseIds: readonly string[],
  settings: FiringSettings,
): Promise<DueCase[]> {
  const rows = await getCases(tx, caseIds);
  const facts = await factsOfCases(tx, confidential.sealer, caseIds);
  const dueOf = await dueOfCases(tx, caseIds, settings.now);
  const contexts = await letterContexts(tx, confidential, caseIds);
  return rows.flatMap((row): DueCase[] => {
    const due = dueOf.get(row.id) ?? [];
    const context = contexts.get(row.id);
    if (!context || due.length === 0) return [];
    const history = facts.get(row.id) ?? [];
    const state = fold(history);
    const wanted = wantedRungs(state, settings);
    const keys = new Set(due.map(keyOf));
    const rungs = [...due, ...wanted.filter((rung) => keys.has(keyOf(rung)))];
    const addressees = addresseesOf(rungs, state, context, confidential.sealer);
    return [{ row, facts: history, due, state, wanted, context, addressees }];
  });
}

async function write(
  tx: Sql,
  confidential: Confidential,
  fired: readonly FiredCase[],
  letters: readonly Draft[],
  settings: FiringSettings,
): Promise<Fired> {
  const { now, recordedAt } = settings;
  const all = gather(fired.map((f) => f.firing));
  await appendFacts(tx, confidential.sealer, all.facts);
  await writeDrafts(tx, confidential.making, letters, now);
  await insertTasks(tx, all.tasks, now);
  await settleDue(tx, all.settlements, now);
  await holdDue(tx, all.held);
  await reconcileAfterRecords(tx, confidential, fired, settings);
  const projections = fired.map(({ row, facts, state, firing }) =>
    project(
      row.id,
      state,
      row.version + firing.facts.length,
      firing.facts.length > 0 ? recordedAt : row.changedAt,
      row.officerId,
      settings,
      firing.facts.length > 0 ? presentWait([...facts, ...firing.facts]) : null,
    ),
  );
  if (projections.length > 0) await saveProjections(tx, projections, recordedAt);
  return { fired: all.settlements.length, letters: letters.length };
}

/** A record changes the state (a code has expired), so those cases' clocks are asked once more. */
async function reconcileAfterRecords(
  tx: Sql,
  confidential: Confidential,
  fired: readonly FiredCase[],
  settings: FiringSettings,
): Promise<void> {
  const recorded = fired.filter(({ firing }) =>
    firing.settlements.some((s) => s.outcome === 'recorded'),
  );
  if (recorded.length === 0) return;
  const stored = await followUpsOfCases(
    tx,
    recorded.map(({ row }) => row.id),
  );
  const { now } = settings;
  const cases = recorded.map(({ row, state }) => {
    const wanted = wantedRungs(state, settings);
    const changes = reconcile(wanted, stored.get(row.id) ?? [], now, settings);
    return { caseId: row.id, state, wanted, changes };
  });
  await storeReconciliation(tx, cases, now);
  await markStale(
    tx,
    cases.map(({ caseId }) => caseId),
  );
  await withdrawMatters(tx, confidential.making, noLongerWanted(cases), now);
  await restoreLetters(tx, confidential, cases, [reasonEnded], now, settings);
}
