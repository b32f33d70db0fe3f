import { NotFound, type Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { LetterKind } from '@app/letters';
import type { Sql } from '@app/platform';

/** A case one may preview a letter with. */
export interface PreviewCase {
  id: string;
  home: string;
}

/** What a letter says of a case and of whoever writes it. */
export interface PreviewedCase {
  locationId: string;
  home: { name: string; town: string | null };
  officer: { name: string; email: string };
}

const mostCases = 50;

/** Open cases of an officer, those first that have had a letter of this kind. */
export function listPreviewCases(
  sql: Sql,
  officerId: string,
  kind: LetterKind,
): Promise<PreviewCase[]> {
  return sql.query<PreviewCase>(
    `SELECT c.id, s.name AS home
       FROM application_case c JOIN site s USING (location_id)
      WHERE c.officer_id = $1 AND c.open
      ORDER BY EXISTS (SELECT 1 FROM letter_part p WHERE p.case_id = c.id AND p.kind = $2) DESC,
               s.name, c.id
      LIMIT ${mostCases}`,
    [officerId, kind],
  );
}

/** @throws NotFound no such case within the scope */
export async function readPreviewedCase(
  sql: Sql,
  caseId: string,
  scope: Scope,
): Promise<PreviewedCase> {
  const values: unknown[] = [caseId];
  const [row] = await sql.query<PreviewedCase>(
    `SELECT c.location_id AS "locationId",
            json_build_object('name', s.name, 'town', s.town) AS home,
            json_build_object('name', o.name, 'email', o.email) AS officer
       FROM application_case c
       JOIN site s USING (location_id)
       JOIN officer o ON o.id = c.officer_id
      WHERE c.id = $1 AND ${scopeCondition(scope, 'c.officer_id', values)}`,
    values,
  );
  if (!row) throw new NotFound('no-such-case', 'There is no such case; choose another.');
  return row;
}
