import type { Transaction } from '@app/platform';
import { compareCorrections, tellCorrections } from '../corrections/compare-corrections';
import { nothing, type RegisterCounts } from '../import-result';
import type { ImportTally } from '../import-tally';
import type { ColumnNames } from '../reading/variant';
import { changeRecords, createRecords, type ImportMark, touchedSites } from './apply-changes';
import type { MergeSubject } from './merge-subject';
import {
  countCodesOfNobody,
  countNew,
  dropHomeless,
  followDecisions,
  noteUnplaced,
  quarantineUnplaced,
  setIncompleteAside,
  setProvidersAside,
} from './place-rows';
import { type Authority, planChanges } from './plan-changes';
import { refreshSites } from './refresh-sites';
import { settleRepeats } from './settle-repeats';
import { countStaged } from './staging';

/** What is staged of one file. */
export interface StagedFile {
  kind: string;
  names: ColumnNames;
  subjects: readonly MergeSubject[];
}

/** What a file would do to the register, before anything is written. */
export interface Plan {
  created: RegisterCounts;
  updated: RegisterCounts;
  unchanged: RegisterCounts;
  older: number;
  asked: number;
}

/** Makes what arrived one record a key, with nothing in it that has no place. */
export async function settle(tx: Transaction, file: StagedFile, tally: ImportTally): Promise<void> {
  const { kind, names, subjects } = file;
  const site = siteOf(subjects);
  if (site) {
    await followDecisions(tx, kind, site);
    await setProvidersAside(tx, site, tally, names);
  }
  for (const subject of subjects) {
    await settleRepeats(tx, subject, tally, names);
    await setIncompleteAside(tx, subject, tally, names);
  }
  if (site) await noteUnplaced(tx, kind, site, tally);
  for (const subject of subjects) await dropHomeless(tx, subject);
  const status = kind === 'dspt' && subjects.find((s) => s.subject === 'dsptStatus');
  if (status) tally.unplaced += await countCodesOfNobody(tx, status);
}

/** Compares what arrived with the register; writes nothing but temporary tables. */
export async function plan(
  tx: Transaction,
  { subjects }: StagedFile,
  authority: Authority,
  withNew: boolean,
): Promise<Plan> {
  const made: Plan = {
    created: nothing(),
    updated: nothing(),
    unchanged: nothing(),
    older: 0,
    asked: await compareCorrections(tx, siteOf(subjects), authority),
  };
  for (const subject of subjects) {
    made.older += await planChanges(tx, subject, authority);
    if (withNew) made.created[subject.counted] = await countNew(tx, subject);
    const [changed] = await tx.query<{ n: number }>(
      `SELECT count(DISTINCT key)::int AS n FROM ${subject.change}`,
    );
    made.updated[subject.counted] = changed?.n ?? 0;
  }
  return made;
}

/** Counts the records that stay as they are. */
export async function countUnchanged(
  tx: Transaction,
  { subjects }: StagedFile,
  made: Plan,
): Promise<void> {
  const staged = await countStaged(tx, subjects);
  for (const { subject, counted } of subjects)
    made.unchanged[counted] =
      (staged.get(subject) ?? 0) - (made.created[counted] ?? 0) - (made.updated[counted] ?? 0);
}

/** Writes what was planned. */
export async function apply(
  tx: Transaction,
  { kind, subjects }: StagedFile,
  made: Plan,
  mark: ImportMark,
): Promise<void> {
  const site = siteOf(subjects);
  if (site) await quarantineUnplaced(tx, kind, mark.id);
  for (const subject of subjects) {
    if ((made.updated[subject.counted] ?? 0) > 0) await changeRecords(tx, subject, mark);
    made.created[subject.counted] = await createRecords(tx, subject, mark);
  }
  await tellCorrections(tx, mark);
  const touched = touchedSites(made, mark.id);
  if (touched) await refreshSites(tx, touched);
}

const siteOf = (subjects: readonly MergeSubject[]): MergeSubject | undefined =>
  subjects.find((s) => s.subject === 'site');
