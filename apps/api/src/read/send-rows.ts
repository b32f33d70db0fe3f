import type { ReadRow } from '@app/measures';
import { csvOf } from '@app/providers';
import type { Request, Response } from 'express';

/** A page of rows, and where others are. */
export interface RowsToSend {
  columns: readonly string[];
  items: readonly ReadRow[];
  nextLink: string | null;
  /** Where to read on later; null but on the last page, absent where nothing can be followed. */
  changesLink?: string | null;
}

/** A page of rows: as JSON, or as CSV with the links in `Link` for who accepts that. */
export function sendRows(
  request: Request,
  response: Response,
  { columns, items, ...links }: RowsToSend,
): void {
  response.vary('Accept');
  if (request.accepts(['json', 'text/csv']) !== 'text/csv') {
    response.json({ items, ...links });
    return;
  }
  const { nextLink, changesLink } = links;
  if (nextLink) response.append('Link', `<${nextLink}>; rel="next"`);
  if (changesLink) response.append('Link', `<${changesLink}>; rel="changes"`);
  const rows = items.map((row) => columns.map((name) => String(row[name] ?? '')));
  response.type('text/csv; charset=utf-8').send(csvOf([[...columns], ...rows]));
}

/** The address of another page, with what this one was asked for. */
export function linkOf(
  publicUrl: string,
  name: string,
  asked: Readonly<Record<string, string | undefined>>,
): string {
  const given = Object.entries(asked).filter((pair): pair is [string, string] => !!pair[1]);
  return `${publicUrl}/api/v1/read/${name}?${new URLSearchParams(given)}`;
}
