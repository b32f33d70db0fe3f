import type { ReadRow } from '@app/measures';
import { csvOf } from '@app/providers';
import type { Request, Response } from 'express';

/** A page of rows: as JSON, or as CSV with the next page in `Link` for who accepts that. */
export function sendRows(
  request: Request,
  response: Response,
  columns: readonly string[],
  items: readonly ReadRow[],
  nextLink: string | null,
): void {
  response.vary('Accept');
  if (request.accepts(['json', 'text/csv']) !== 'text/csv') {
    response.json({ items, nextLink });
    return;
  }
  if (nextLink) response.set('Link', `<${nextLink}>; rel="next"`);
  const rows = items.map((row) => columns.map((name) => String(row[name] ?? '')));
  response.type('text/csv; charset=utf-8').send(csvOf([[...columns], ...rows]));
}

/** The address of the next page, with what this one was asked for. */
export function nextLinkOf(
  publicUrl: string,
  name: string,
  asked: Readonly<Record<string, string | undefined>>,
): string {
  const given = Object.entries(asked).filter((pair): pair is [string, string] => !!pair[1]);
  return `${publicUrl}/api/v1/read/${name}?${new URLSearchParams(given)}`;
}
