import type { ChangeSearch, ImportResult, Page, RegisterChange } from '@app/providers';
import { subjectWords } from '../words/register-words';
import { type ChangeRows, presentChange } from './changes.presenter';
import { sumOf } from './counts.presenter';
import { type AskedChanges, changesHref, type Showing } from './which-changes';

/** Records at once: each may have many values. */
const recordsAtOnce = 25;
const problemsAtOnce = 100;

/** What is looked at: a file on its way in, or an import. */
export interface LookedAt {
  /** The address of the page. */
  page: string;
  /** False while the records only would change. */
  broughtIn: boolean;
  result: ImportResult;
  read(search: ChangeSearch): Promise<Page<RegisterChange>>;
}

/** The list of changes as `imports/changes.njk` shows it. */
export interface ChangeList {
  page: string;
  title: string;
  oldTitle: string;
  newTitle: string;
  parts: { name: string; href: string; current: boolean }[];
  showing: Showing;
  q: string;
  searchable: boolean;
  records: ChangeRows[];
  problems: ImportResult['problems'];
  gone: { name: string; href: string | null; about: string }[];
  goneLeftOut: string | null;
  empty: string;
  firstHref: string | null;
  nextHref: string | null;
}

/**
 * Reads one page of what an import does.
 * @throws BadInput for a place in another list
 */
export async function readChangeList(at: LookedAt, asked: AskedChanges): Promise<ChangeList> {
  const { page, broughtIn, result } = at;
  const { showing, q, cursor } = asked;
  const isRecords = showing !== 'aside' && showing !== 'gone';
  const found = isRecords ? await at.read(searchOf(asked)) : noRecords;
  const problems = showing === 'aside' ? problemPage(result.problems, cursor) : noProblems;
  const gone = showing === 'gone' ? (result.gone?.first ?? []) : [];
  const next = found.nextCursor ?? problems.next;
  return {
    page,
    title: broughtIn ? 'What it changed' : 'What it would change',
    oldTitle: broughtIn ? 'Before' : 'Now',
    newTitle: broughtIn ? 'Since then' : 'Would be',
    parts: partsOf(at, asked),
    showing,
    q,
    searchable: isRecords,
    records: found.items.map((change) => presentChange(change, broughtIn)),
    problems: problems.items,
    gone: gone.map(({ subject, key, name }) => ({
      name: name ?? key,
      href: subject === 'site' ? `/sites/${encodeURIComponent(key)}` : null,
      about: `${subjectWords(subject)} ${key}`,
    })),
    goneLeftOut: leftOut((result.gone?.count ?? 0) - gone.length, showing === 'gone'),
    empty: emptyWords(showing, q),
    firstHref: cursor ? changesHref(page, { showing, q, cursor: '' }) : null,
    nextHref: next && changesHref(page, { showing, q, cursor: next }),
  };
}

const noRecords: Page<RegisterChange> = { items: [], nextCursor: null };
const noProblems: ProblemPage = { items: [], next: null };

interface ProblemPage {
  items: ImportResult['problems'];
  next: string | null;
}

function searchOf({ showing, q, cursor }: AskedChanges): ChangeSearch {
  return {
    limit: recordsAtOnce,
    ...(cursor ? { cursor } : {}),
    ...(showing === 'new' ? { action: 'create' as const } : {}),
    ...(showing === 'changed' ? { action: 'update' as const } : {}),
    ...(q ? { q } : {}),
  };
}

/** The problems are kept with the result, a thousand at most: the place is how many came before. */
function problemPage(all: ImportResult['problems'], cursor: string): ProblemPage {
  const start = /^\d{1,6}$/.test(cursor) ? Number(cursor) : 0;
  const end = start + problemsAtOnce;
  return { items: all.slice(start, end), next: end < all.length ? String(end) : null };
}

function partsOf({ page, result }: LookedAt, { showing, q }: AskedChanges): ChangeList['parts'] {
  const created = sumOf(result.created);
  const updated = sumOf(result.updated);
  const gone = result.gone?.count ?? 0;
  const parts: { id: Showing; name: string; count: number; always?: boolean }[] = [
    { id: 'all', name: 'New and changed', count: created + updated, always: true },
    { id: 'new', name: 'New', count: created },
    { id: 'changed', name: 'Changed', count: updated },
    { id: 'aside', name: 'To look at', count: result.problems.length },
    { id: 'gone', name: 'No longer in the file', count: gone },
  ];
  return parts
    .filter(({ id, count, always }) => always || count > 0 || id === showing)
    .map(({ id, name, count }) => ({
      name: `${name} (${count.toLocaleString('en-GB')})`,
      href: changesHref(page, {
        showing: id,
        q: id === 'aside' || id === 'gone' ? '' : q,
        cursor: '',
      }),
      current: id === showing,
    }));
}

const leftOut = (count: number, shown: boolean): string | null =>
  shown && count > 0 ? count.toLocaleString('en-GB') : null;

function emptyWords(showing: Showing, q: string): string {
  if (showing === 'aside') return 'There is nothing to look at: every row can be used as it is.';
  if (showing === 'gone') return 'Everything that the last file named is in this one too.';
  return q ? `Nothing here is called “${q}”.` : 'Nothing: every record is as the file says.';
}
