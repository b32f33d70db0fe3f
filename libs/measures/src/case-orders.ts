import { isUuid } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { stallOrder } from './case-filter';
import { foreignCursor, readCursor } from './keyset';

/** The orders in which cases can be listed. */
export const caseSorts = ['next', 'home', 'stage', 'stalled', 'waiting', 'opened'] as const;

export type CaseSort = (typeof caseSorts)[number];

/** Where a page of cases begins: after this one. */
interface Place {
  key: string;
  id: string;
}

interface CaseOrder {
  /** What it sorts by, on `application_case c JOIN site s`, as its index has it. Cases alike go by id. */
  key: string;
  type: 'timestamptz' | 'date' | 'integer' | 'text';
}

/** As the index on the stage has them: stages in the order cases go through them. */
const stageOrder =
  "array_position('{prospect,eligibility,preparing,proving,ready,submitted,activating,live,aftercare,closed}'::text[], c.stage)";

const orders: Readonly<Record<CaseSort, CaseOrder>> = {
  // What has nothing planned comes last.
  next: { key: "coalesce(c.next_at, 'infinity'::timestamptz)", type: 'timestamptz' },
  home: { key: 'lower(s.name) COLLATE "C"', type: 'text' },
  stage: { key: stageOrder, type: 'integer' },
  // The one stuck longest first, then those that will be, then all that move.
  stalled: { key: stallOrder, type: 'timestamptz' },
  // The one that has stood longest as it stands first.
  waiting: { key: "coalesce(c.awaits_since, 'infinity'::timestamptz)", type: 'timestamptz' },
  opened: { key: 'c.opened_on', type: 'date' },
};

/** How to list cases in an order, a page at a time. */
export interface OrderedBy {
  /** What to sort by. */
  by: string;
  /** The key of a row, as text, for `cursorKey`. */
  key: string;
  /** That a row comes after where the page begins; null on the first page. */
  after: string | null;
}

/**
 * @param values receives what the condition needs
 * @throws BadInput for a cursor of another list or order
 */
export function orderedBy(
  sort: CaseSort,
  cursor: string | undefined,
  values: unknown[],
): OrderedBy {
  const { key, type } = orders[sort];
  if (sort === 'home') return byHome(cursor, values);
  const order = { by: `${key}, c.id`, key: `(${key})::text` };
  if (!cursor) return { ...order, after: null };
  const place = readPlace(sort, cursor);
  values.push(place.key, place.id);
  const [at, id] = [`$${values.length - 1}::${type}`, `$${values.length}::uuid`];
  return { ...order, after: `(${key}, c.id) > (${at}, ${id})` };
}

/**
 * A home's name is in another table than the id: the index there has homes alike by their location,
 * and only the cases of one location go by id.
 */
function byHome(cursor: string | undefined, values: unknown[]): OrderedBy {
  const { key } = orders.home;
  const order = { by: `${key}, s.location_id, c.id`, key };
  if (!cursor) return { ...order, after: null };
  const place = readPlace('home', cursor);
  values.push(place.key, place.id);
  const [at, id] = [`$${values.length - 1}::text`, `$${values.length}::uuid`];
  const home = `(SELECT location_id FROM application_case WHERE id = ${id})`;
  return {
    ...order,
    after: `(${key}, s.location_id) >= (${at}, ${home}) AND (s.location_id <> ${home} OR c.id > ${id})`,
  };
}

/** The sort key of a row, for a cursor. */
export const cursorKey = (sort: CaseSort, key: string, id: string): string[] => [sort, key, id];

function readPlace(sort: CaseSort, cursor: string): Place {
  const [given, key = '', id = ''] = readCursor(cursor, 3);
  if (given !== sort || !isUuid(id) || !isKey(orders[sort].type, key)) throw foreignCursor();
  return { key, id };
}

/** As the database writes them; the calendar knows more ways, which the database does not. */
const moment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00$/;
const day = /^\d{4}-\d\d-\d\d$/;

/** Whether the database would read it as what it was. */
function isKey(type: CaseOrder['type'], key: string): boolean {
  try {
    if (type === 'timestamptz' && key !== 'infinity') {
      if (!moment.test(key)) return false;
      Temporal.Instant.from(key.replace(' ', 'T').replace(/\+00$/, 'Z'));
    }
    if (type === 'date') {
      if (!day.test(key)) return false;
      Temporal.PlainDate.from(key);
    }
    return type === 'integer' ? /^\d{1,2}$/.test(key) : !key.includes('\0');
  } catch {
    return false;
  }
}
