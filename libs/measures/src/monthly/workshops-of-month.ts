import type { WorkshopKind } from '@app/domain';
import type { Sql } from '@app/platform';
import type { CountedMonth } from './counted-month';

/** Workshops and surgeries held within the month, as they stand after the newest edit. */
export function readWorkshops(
  sql: Sql,
  { from, day }: CountedMonth,
): Promise<{ kind: WorkshopKind; homes: number; locations: string[] }[]> {
  return sql.query<{ kind: WorkshopKind; homes: number; locations: string[] }>(
    `SELECT kind, homes, locations
       FROM (SELECT DISTINCT ON (id) * FROM workshop ORDER BY id, number DESC) w
      WHERE NOT withdrawn AND held_on BETWEEN $1 AND $2`,
    [from, day],
    'measured-workshops',
  );
}
