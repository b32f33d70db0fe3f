import { variantTitle, type FullImport } from '@app/providers';
import type { Names } from '../policy/policy.presenter';
import { capital, momentWords } from '../words/when';
import { type CountLine, countLines, isNothingNew, rowsInWords } from './counts.presenter';
import { aboutHolidays } from './holidays.presenter';
import { byWhom } from './imports.presenter';
import { aboutFile, kindName } from './job.presenter';

/** One import, as its page shows it. */
export interface ImportPage {
  href: string;
  file: string;
  caption: string;
  rows: string;
  about: string[];
  /** Where what it told of can be seen. */
  see: { href: string; text: string };
  counts: CountLine[];
  /** Nothing was new: the same file again. */
  nothingNew: boolean;
  /** “Taken back on … by …”; null while it counts. */
  undone: string | null;
}

/** Turns the result of an import into what its page says. */
export function presentImport({ run, result }: FullImport, names: Names): ImportPage {
  const { undoneAt, undoneBy } = run;
  const kind = capital(variantTitle(run.variant ?? undefined) ?? kindName(run.kind));
  return {
    href: `/imports/${run.id}`,
    file: run.fileName,
    caption: `${kind}, brought in ${momentWords(run.importedAt)} ${byWhom(run.importedBy, names)}`,
    rows: rowsInWords(result, true),
    about: [
      ...aboutFile({ ...result, variant: undefined, asOf: run.asOf ?? undefined }, false),
      ...aboutHolidays(result, true),
    ],
    see: seeOf(run.kind),
    counts: countLines(result),
    nothingNew: isNothingNew(result),
    undone: undoneAt
      ? `This import was taken back on ${momentWords(undoneAt)} ${byWhom(undoneBy ?? 'system', names)}. What it had changed is as it was before.`
      : null,
  };
}

function seeOf(kind: string): ImportPage['see'] {
  if (kind === 'bank-holidays') return { href: '/policy', text: 'See the dates and rules' };
  if (kind === 'dspt') return { href: '/dspt', text: 'See how the sites stand' };
  return { href: '/sites', text: 'See the sites' };
}
