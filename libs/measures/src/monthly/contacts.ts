import { type ContactKind, type Fact, isContactKind, standing } from '@app/domain';
import type { Sql } from '@app/platform';
import type { CountedMonth } from './counted-month';

type Row = Omit<Fact, 'override'> & { locationId: string };

const kinds: Readonly<Record<string, string>> = {
  'note-added': 'note',
  'provider-asked': 'asked',
  'provider-replied': 'replied',
};

/**
 * Contacts in support of homes within the month: notes, calls, questions and answers, as far as they
 * have not been retracted.
 */
export async function readContacts(
  sql: Sql,
  { begins, ends }: CountedMonth,
): Promise<{ locationId: string; kind: ContactKind }[]> {
  const rows = await sql.query<Row>(
    `WITH contact AS MATERIALIZED (
       SELECT case_id, seq, id, type, happened_on, happened_at, details FROM fact
        WHERE type IN ('note-added', 'call-made', 'provider-asked', 'provider-replied')
          AND happened_at >= $1 AND happened_at < $2)
     SELECT c.location_id AS "locationId", f.id, f.type,
            f.happened_on AS on, f.happened_at AS at,
            jsonb_build_object('outcome', f.details->'outcome', 'fact', f.details->'fact') AS details
       FROM (SELECT * FROM contact
             UNION ALL
             SELECT case_id, seq, id, type, happened_on, happened_at, details FROM fact
              WHERE type = 'retracted' AND case_id IN (SELECT case_id FROM contact)) f
       JOIN application_case c ON c.id = f.case_id
      ORDER BY f.case_id, f.seq`,
    [begins, ends],
    'measured-contacts',
  );
  // A retraction names a fact of its own case, so that all cases can be looked at in one go.
  return standing(rows.map((row) => ({ ...row, override: null }))).flatMap((fact) => {
    const { locationId, type, details } = fact;
    const kind = type === 'call-made' ? `call-${details.outcome}` : kinds[type];
    return kind !== undefined && isContactKind(kind) ? [{ locationId, kind }] : [];
  });
}
