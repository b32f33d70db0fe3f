import type {
  Arrival,
  DocumentVariant,
  ImportProblem,
  ReadNotes,
  TableVariant,
} from '@app/providers';

/** What a kind of file made of some rows. */
export interface Reading {
  arrivals: Arrival[];
  /** `row column code` of each. */
  problems: string[];
  messages: string[];
  rows: number;
  setAside: number;
  days: string[];
  producedOn: string[];
}

function listen(): { notes: ReadNotes; reading: Reading } {
  const problems: ImportProblem[] = [];
  const reading: Reading = {
    arrivals: [],
    get problems() {
      return problems.map((p) => `${p.row} ${p.column ?? 'row'} ${p.code}`);
    },
    get messages() {
      return problems.map((p) => p.message);
    },
    rows: 0,
    setAside: 0,
    days: [],
    producedOn: [],
  };
  const notes: ReadNotes = {
    countRow: () => void reading.rows++,
    note: (problem) => void problems.push(problem),
    countSetAside: (rows = 1) => void (reading.setAside += rows),
    sawDay: (day) => void reading.days.push(day),
    producedOn: (day) => void reading.producedOn.push(day),
  };
  return { notes, reading };
}

/** Reads rows by hand as such a file: the header is row 1. */
export async function readRows(
  variant: TableVariant,
  header: readonly string[],
  ...rows: readonly string[][]
): Promise<Reading> {
  const { notes, reading } = listen();
  async function* given() {
    yield rows.map((values, n) => ({ row: n + 2, values }));
  }
  for await (const batch of variant.read({ header, rows: given(), notes, fileName: 'file.csv' }))
    reading.arrivals.push(...batch);
  return reading;
}

/** Reads JSON documents as such a file. */
export async function readDocuments(
  variant: DocumentVariant,
  ...contents: readonly unknown[]
): Promise<Reading> {
  const { notes, reading } = listen();
  async function* all() {
    yield* contents.map((content, n) => ({ name: `page-${n + 1}.json`, place: n + 1, content }));
  }
  for await (const batch of variant.read({ all: all(), notes })) reading.arrivals.push(...batch);
  return reading;
}
