import type { Transaction } from '@app/platform';
import { copyColumns } from '../files/copy-columns';
import type { ReadSink, RecognisedFile } from '../files/file-read';
import type { SubjectName } from '../subjects';
import { each, type MergeSubject, mergeSubjects } from './merge-subject';

/** Loads what a file tells into tables that are gone with the transaction, one a subject. */
export class Staging implements ReadSink {
  subjects: MergeSubject[] = [];
  file: RecognisedFile | null = null;
  private readonly columns = new Map<SubjectName, string>();

  /**
   * @param begun is told what the file is before anything of it is taken in; throws to go no further
   * @param told hears how far the reading is
   */
  constructor(
    private readonly tx: Transaction,
    private readonly begun: (file: RecognisedFile) => Promise<void>,
    private readonly told: (doneBytes: number, allBytes: number) => void,
  ) {}

  async begin(file: RecognisedFile): Promise<void> {
    this.file = file;
    await this.begun(file);
    this.subjects = mergeSubjects(file.speaks);
    // The tables are too new for the planner to know their size, and the register's own may look
    // empty to it: a nested loop over them would take minutes for a national file.
    await this.tx.query(`SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '32MB'`);
    for (const { subject, arriving } of this.subjects) {
      const columns = copyColumns(subject, file.speaks);
      const names = columns.map((c) => c.name);
      this.columns.set(subject, `${arriving} (${names.join(', ')})`);
      await this.tx.query(
        `CREATE TEMP TABLE ${arriving} (${columns.map((c) => `${c.name} ${c.type}`).join(', ')})
         ON COMMIT DROP`,
      );
    }
  }

  async copy(subject: SubjectName, text: Uint8Array): Promise<void> {
    await this.tx.copyIn(`COPY ${this.columns.get(subject)} FROM STDIN`, [text]);
  }

  progress(doneBytes: number, allBytes: number): void {
    this.told(doneBytes, allBytes);
  }
}

/** Columns of a staged record, in the order of its table. */
export const stagedColumns = ({ keys, fields }: MergeSubject): string[] => [
  'row',
  'may_create',
  ...keys,
  ...fields,
  'set_aside',
  'said',
];

/** How many records are staged of each subject. */
export async function countStaged(
  tx: Transaction,
  subjects: readonly MergeSubject[],
): Promise<Map<SubjectName, number>> {
  if (subjects.length === 0) return new Map();
  const [row = {}] = await tx.query<Record<string, number>>(
    `SELECT ${each(
      subjects.map((s) => s.arriving),
      (table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`,
    )}`,
  );
  return new Map(subjects.map((s) => [s.subject, row[s.arriving] ?? 0]));
}
