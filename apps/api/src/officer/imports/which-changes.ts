import { type FormBody, textOf } from '../forms/form';

/** Which part of what an import does is shown. */
export type Showing = 'all' | 'new' | 'changed' | 'aside' | 'gone';

/** What the reader of a list of changes asked for. */
export interface AskedChanges {
  showing: Showing;
  /** Part of a name or id; empty for all. */
  q: string;
  /** The place in the list; empty for its start. */
  cursor: string;
}

const showings: readonly Showing[] = ['all', 'new', 'changed', 'aside', 'gone'];

/** Reads the address of a page with changes; what it does not know is taken for nothing. */
export function readAskedChanges(query: FormBody): AskedChanges {
  const asked = textOf(query, 'show');
  return {
    showing: showings.find((showing) => showing === asked) ?? 'all',
    q: textOf(query, 'q').slice(0, 100),
    cursor: textOf(query, 'cursor').slice(0, 500),
  };
}

/** The address of the same page that shows another part of the list. */
export function changesHref(page: string, { showing, q, cursor }: AskedChanges): string {
  const query = new URLSearchParams();
  if (showing !== 'all') query.set('show', showing);
  if (q) query.set('q', q);
  if (cursor) query.set('cursor', cursor);
  const text = query.toString();
  return `${text ? `${page}?${text}` : page}#changes`;
}
