import type {
  Arrival,
  Document,
  DocumentVariant,
  ImportProblem,
  ReadNotes,
  SubjectName,
  TableVariant,
} from '@app/providers';

/** What a reader of one kind of file made of it. */
export class VariantReading implements ReadNotes {
  rows = 0;
  setAside = 0;
  readonly problems: ImportProblem[] = [];
  newestDay: string | null = null;
  produced: string | null = null;
  readonly arrivals: Arrival[] = [];

  countRow(): void {
    this.rows++;
  }

  note(problem: ImportProblem): void {
    this.problems.push(problem);
  }

  countSetAside(rows = 1): void {
    this.setAside += rows;
  }

  sawDay(day: string): void {
    if (this.newestDay === null || day > this.newestDay) this.newestDay = day;
  }

  producedOn(day: string): void {
    this.produced = day;
  }

  of<S extends SubjectName>(subject: S): Arrival<S>[] {
    return this.arrivals.filter((a) => a.subject === subject) as Arrival<S>[];
  }

  /** What is told of one record; several arrivals of it are laid over one another. */
  told<S extends SubjectName>(subject: S, ...key: string[]): Record<string, unknown> {
    const found = this.of(subject).filter((a) => Object.values(a.key).join() === key.join());
    if (found.length === 0) throw new Error(`Nothing was told of ${subject} ${key.join(', ')}.`);
    return Object.assign({}, ...found.map((a) => a.values)) as Record<string, unknown>;
  }

  /** “3 Publication Date invalid-date” */
  inShort(): string[] {
    return this.problems.map((p) => `${p.row} ${p.column} ${p.code}`);
  }
}

/** Lets a reader of tables read a header and rows, which need not be as long as the header. */
export async function readTable(
  variant: TableVariant,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  options: { fileName?: string; headerRow?: number } = {},
): Promise<VariantReading> {
  if (!variant.recognise(header)) throw new Error(`${variant.name} does not know this header.`);
  const reading = new VariantReading();
  const first = (options.headerRow ?? 1) + 1;
  async function* batches() {
    for (let at = 0; at < rows.length; at += 100)
      yield rows.slice(at, at + 100).map((values, i) => ({ row: first + at + i, values }));
  }
  const fileName = options.fileName ?? 'file.csv';
  for await (const batch of variant.read({ header, rows: batches(), notes: reading, fileName }))
    reading.arrivals.push(...batch);
  return reading;
}

/** The same from rows by the names of their columns. */
export function readRecords(
  variant: TableVariant,
  records: readonly Readonly<Record<string, string>>[],
  options: { fileName?: string; header?: readonly string[] } = {},
): Promise<VariantReading> {
  const header = options.header ?? Object.keys(records[0] ?? {});
  const rows = records.map((record) => header.map((column) => record[column] ?? ''));
  return readTable(variant, header, rows, options);
}

/** Lets a reader of JSON documents read those that it recognises, as a folder would give them. */
export async function readDocuments(
  variant: DocumentVariant,
  contents: readonly unknown[],
  names: readonly string[] = [],
): Promise<VariantReading> {
  const reading = new VariantReading();
  async function* all(): AsyncGenerator<Document> {
    for (const [i, content] of contents.entries())
      yield { name: names[i] ?? `document-${i + 1}.json`, place: i + 1, content };
  }
  for await (const batch of variant.read({ all: all(), notes: reading }))
    reading.arrivals.push(...batch);
  return reading;
}

/** A reading with its notes in short, so that a test can look at all of it at once. */
interface ShortReading
  extends Pick<VariantReading, 'arrivals' | 'rows' | 'setAside' | 'newestDay' | 'produced'> {
  /** `row column code` of each; of a whole row `row row code`. */
  problems: string[];
  messages: string[];
}

export const inShort = (reading: VariantReading): ShortReading => ({
  arrivals: reading.arrivals,
  rows: reading.rows,
  setAside: reading.setAside,
  newestDay: reading.newestDay,
  produced: reading.produced,
  problems: reading.problems.map((p) => `${p.row} ${p.column ?? 'row'} ${p.code}`),
  messages: reading.problems.map((p) => p.message),
});

/** Reads rows by hand as such a file, and tells of it in short. */
export const readRows = async (
  variant: TableVariant,
  header: readonly string[],
  ...rows: readonly string[][]
): Promise<ShortReading> => inShort(await readTable(variant, header, rows));
