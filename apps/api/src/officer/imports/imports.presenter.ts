import type { ImportResult } from '@app/providers';
import { momentWords } from '../words/when';

/** One import of the register, as its page shows it. */
export interface ImportPage {
  file: string;
  when: string;
  rows: string;
  counts: { what: string; created: number; updated: number; unchanged: number }[];
  /** Nothing was new: the same file again. */
  nothingNew: boolean;
  problems: ImportResult['problems'];
  problemsLeftOut: number;
}

/** Problems shown at once; a file in the wrong shape may have one in every row. */
const mostProblems = 200;

/** Turns the result of an import into what its page says. */
export function presentImport(result: ImportResult, importedAt: string): ImportPage {
  const { created, updated, unchanged, problems } = result;
  const changes = created.sites + created.providers + updated.sites + updated.providers;
  return {
    file: result.file,
    when: momentWords(importedAt),
    rows: `${number(result.read)} of ${number(result.rows)} rows were taken in full${result.quarantined > 0 ? `; of ${number(result.quarantined)} something was set aside` : ''}.`,
    counts: (['sites', 'providers'] as const).map((what) => ({
      what: what === 'sites' ? 'Sites' : 'Providers',
      created: created[what],
      updated: updated[what],
      unchanged: unchanged[what],
    })),
    nothingNew: changes === 0,
    problems: problems.slice(0, mostProblems),
    problemsLeftOut: Math.max(0, problems.length - mostProblems),
  };
}

const number = (n: number): string => n.toLocaleString('en-GB');
