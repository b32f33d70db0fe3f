import {
  type CaseState,
  decideDue,
  evolve,
  fold,
  reconcile,
  silencedIn,
  wantedRungs,
} from '@app/domain';
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
import type { Sealer, Sql } from '@app/platform';
import type { ContactsService } from '@app/providers';
import { type CaseRow, getCases, project, saveProjections } from './case.repository';
import { carryOut, type Firing, gather } from './carry-out';
import type { FiringSettings } from './firing-settings';
import { letterContexts } from './letter-context';

/** One case whose follow-ups fired: as it was stored, and what it came to. */
interface FiredCase {
  row: CaseRow;
  /** With the facts of the firing. */
  state: CaseState;
  firing: Firing;
}

/** What opens and seals personal values. */
export interface Confidential {
  sealer: Sealer;
  contacts: ContactsService;
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
  { sealer, contacts }: Confidential,
  caseIds: readonly string[],
  settings: FiringSettings,
  mailDomain: string,
): Promise<Fired> {
  if (caseIds.length === 0) return { fired: 0, letters: 0 };
  const rows = await getCases(tx, caseIds);
  const facts = await factsOfCases(tx, caseIds);
  const dueOf = await dueOfCases(tx, caseIds, settings.now);
  const contexts = await letterContexts(tx, contacts, caseIds, settings.day);
  const fired: FiredCase[] = [];
  for (const row of rows) {
    const due = dueOf.get(row.id) ?? [];
    const context = contexts.get(row.id);
    if (!context || due.length === 0) continue;
    const state = fold(facts.get(row.id) ?? []);
    const decisions = decideDue(due, {
      now: settings.now,
      settings,
      wanted: wantedRungs(state, settings),
      silenced: silencedIn(state),
      lettersToday: new Set(context.routineLetterToday ? ['provider'] : []),
    });
    const firing = carryOut(row, state, decisions, context, settings);
    fired.push({ row, state: firing.facts.reduce(evolve, state), firing });
  }
  return write(tx, sealer, fired, settings, mailDomain);
}

async function write(
  tx: Sql,
  sealer: Sealer,
  fired: readonly FiredCase[],
  settings: FiringSettings,
  mailDomain: string,
): Promise<Fired> {
  const { now, recordedAt } = settings;
  const all = gather(fired.map((f) => f.firing));
  await appendFacts(tx, all.facts);
  await planLetters(tx, sealer, all.letters, mailDomain);
  await insertTasks(tx, all.tasks, now);
  await settleDue(tx, all.settlements, now);
  await holdDue(tx, all.held);
  await reconcileAfterRecords(tx, fired, settings);
  const projections = fired.map(({ row, state, firing }) =>
    project(row.id, state, row.version + firing.facts.length, row.officerId, settings),
  );
  if (projections.length > 0) await saveProjections(tx, projections, recordedAt);
  return { fired: all.settlements.length, letters: all.letters.length };
}

/** A record changes the state (a code has expired), so those cases' clocks are asked once more. */
async function reconcileAfterRecords(
  tx: Sql,
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
  const changes = recorded.map(({ row, state }) => ({
    caseId: row.id,
    changes: reconcile(
      wantedRungs(state, settings),
      stored.get(row.id) ?? [],
      settings.now,
      settings,
    ),
  }));
  await storeReconciliation(tx, changes, settings.now);
  await withdrawLetters(
    tx,
    lettersNoLongerWanted(changes),
    'the reason for it has ended',
    settings.now,
  );
}
