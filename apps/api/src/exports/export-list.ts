import type { Scope } from '@app/domain';
import type { Page } from '@app/measures';
import type { Officer, Permission } from '@app/officers';
import type { Database } from '@app/platform';
import type { Type } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import type { FormBody } from '../officer/forms/form';

/**
 * What the cells of a column say: a day is `YYYY-MM-DD` in Europe/London, an instant ISO 8601 UTC
 * (files show it as a clock in London does), a share a number from 0 to 1, a link a path of a page.
 */
export type CellKind = 'text' | 'day' | 'instant' | 'number' | 'share' | 'link';

export interface ExportColumn<Item> {
  heading: string;
  kind: CellKind;
  /** Null where there is nothing to say. */
  of: (item: Item) => string | number | null;
}

/** Who asks, for what, and where it is read. */
export interface Exporting {
  /** As it stands in the address of the page. */
  query: FormBody;
  officer: Officer;
  /** Whose cases they may see. */
  scope: Scope;
  now: Temporal.Instant;
  db: Database;
  /** The reader of a page, by its class. */
  reader: <Reader>(of: Type<Reader>) => Reader;
}

/** A list that is taken away: the columns, and the rows by the same reader as its page. */
export interface Exported<Item> {
  columns: readonly ExportColumn<Item>[];
  /** All of it, a page at a time. */
  pages: AsyncIterable<readonly Item[]>;
}

/** One list that people see, and may take away as a file. */
export interface ExportList {
  /** In the address: `/exports/<name>.csv`. */
  name: string;
  title: string;
  /** The same as its page needs. */
  permission: Permission;
  /** @throws BadInput for what cannot be understood, as its page says it */
  open(asked: Exporting): Promise<Exported<unknown>>;
}

/** Puts a list into the table; inside, its rows keep their type. */
export const listOf = <Item>(
  list: Omit<ExportList, 'open'> & {
    open(asked: Exporting): Exported<Item> | Promise<Exported<Item>>;
  },
): ExportList => ({
  ...list,
  open: async (asked) => (await list.open(asked)) as Exported<unknown>,
});

/** One column. */
export const column = <Item>(
  heading: string,
  kind: CellKind,
  of: ExportColumn<Item>['of'],
): ExportColumn<Item> => ({ heading, kind, of });

/** All pages of a list, from the first on. */
export async function* everyPage<Item>(
  read: (cursor: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<readonly Item[]> {
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await read(cursor);
    yield items;
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** A list that is read at once. */
export async function* onePage<Item>(
  read: () => Promise<readonly Item[]>,
): AsyncGenerator<readonly Item[]> {
  yield await read();
}
