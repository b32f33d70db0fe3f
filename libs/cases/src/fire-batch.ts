import { type CaseState, decideInTurn, evolve, fold, reconcile, wantedRungs } from '@app/domain';
import {
  dueOfCases,
  followUpsOfCases,
  holdDue,
  insertTasks,
  lettersNoLongerWanted,
  settleDue,
  storeReconciliation,
} from '@app/follow-ups';
import { appendFacts, factsOfCases } from '@app/history';
import { planLetters, withdrawLetters } from '@app/letters';
import type { Sql } from '@app/platform';
import { type CaseRow, getCases, project, saveProjections } from './case.repository';
import { carryOut, type Firing, gather } from './carry-out';
import type { FiringSettings } from './firing-settings';
import { type Confidential, letterContexts } from './letter-context';
import { restoreLetters } from './restore-letters';
import { reasonEnded } from './unsent-letters';

/** One case whose follow-ups fired: as it was stored, and what it came to. */
interface FiredCase {
  row: CaseRow;
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
 * statements, decides in memory, writes with a few statements.
 * @param mailDomain the part after the @ of every Message-ID
 */
export async function fireBatch(
  tx: Sql,
  confidential: Confidential,
  caseIds: readonly string[],
  settings: FiringSettings,
  mailDomain: string,
): Promise<Fired> {
  if (caseIds.length === 0) return { fired: 0, letters: 0 };
  const rows = await getCases(tx, caseIds);
  const facts = await factsOfCases(tx, confidential.sealer, caseIds);
  const dueOf = await dueOfCases(tx, caseIds, settings.now);
  const contexts = await letterContexts(tx, confidential, caseIds, settings.day);
  const fired: FiredCase[] = [];
  for (const row of rows) {
    const due = dueOf.get(row.id) ?? [];
    const context = contexts.get(row.id);
    if (!context || due.length === 0) continue;
    const state = fold(facts.get(row.id) ?? []);
    const { now } = settings;
    const { lettersToday } = context;
    const decided = decideInTurn(due, state, wantedRungs(state, settings), {
      now,
      settings,
      lettersToday,
    });
    const firing = carryOut(row, decided.state, decided.decisions, context, settings);
    fired.push({ row, state: firing.facts.reduce(evolve, state), firing });
  }
  return write(tx, confidential, fired, settings, mailDomain);
}

async function write(
  tx: Sql,
  confidential: Confidential,
  fired: readonly FiredCase[],
  settings: FiringSettings,
  mailDomain: string,
): Promise<Fired> {
  const { now, recordedAt } = settings;
  const all = gather(fired.map((f) => f.firing));
  await appendFacts(tx, confidential.sealer, all.facts);
  await planLetters(tx, confidential.sealer, all.letters, mailDomain);
  await insertTasks(tx, all.tasks, now);
  await settleDue(tx, all.settlements, now);
  await holdDue(tx, all.held);
  await reconcileAfterRecords(tx, confidential, fired, settings);
  const projections = fired.map(({ row, state, firing }) =>
    project(
      row.id,
      state,
      row.version + firing.facts.length,
      firing.facts.length > 0 ? recordedAt : row.changedAt,
      row.officerId,
      settings,
    ),
  );
  if (projections.length > 0) await saveProjections(tx, projections, recordedAt);
  return { fired: all.settlements.length, letters: all.letters.length };
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
  await withdrawLetters(tx, lettersNoLongerWanted(cases), reasonEnded, now);
  await restoreLetters(tx, confidential, cases, [reasonEnded], now, settings);
}
