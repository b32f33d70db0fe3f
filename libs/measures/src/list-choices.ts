import type { Scope, StallCode } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { Sql } from '@app/platform';

/** What a list of cases can be narrowed to, by name. */
export interface ListChoices {
  /** Whose cases are seen, by name. */
  officers: OfficerChoice[];
  /** Of the sites of the register, as CQC writes them. */
  authorities: string[];
  /** Why cases that may be seen are stalled, or are going to be. */
  stalls: StallCode[];
}

/** An officer a list can be narrowed to. */
export interface OfficerChoice {
  id: string;
  name: string;
}

/** Each name once: the index is asked for the next after the last, however many sites have it. */
const authorityNames = `
  WITH RECURSIVE name AS (
    (SELECT local_authority AS n FROM site WHERE local_authority IS NOT NULL
      ORDER BY local_authority LIMIT 1)
    UNION ALL
    SELECT (SELECT s.local_authority FROM site s WHERE s.local_authority > name.n
             ORDER BY s.local_authority LIMIT 1)
      FROM name WHERE name.n IS NOT NULL)
  SELECT n FROM name WHERE n IS NOT NULL`;

/** The officers whose cases are seen, by name. */
export function readOfficerChoices(sql: Sql, scope: Scope): Promise<OfficerChoice[]> {
  const values: unknown[] = [];
  return sql.query<OfficerChoice>(
    `SELECT id, name FROM officer
      WHERE disabled_at IS NULL AND role <> 'viewer' AND ${scopeCondition(scope, 'id', values)}
      ORDER BY name COLLATE "en-x-icu", id`,
    values,
  );
}

export async function readListChoices(sql: Sql, scope: Scope): Promise<ListChoices> {
  const seen: unknown[] = [];
  const [officers, authorities, stalls] = await Promise.all([
    readOfficerChoices(sql, scope),
    sql.query<{ n: string }>(authorityNames, [], 'authority-names'),
    sql.query<{ code: StallCode }>(
      `SELECT DISTINCT unnest(stall_codes) AS code FROM application_case
        WHERE open AND stalled_at IS NOT NULL AND ${scopeCondition(scope, 'officer_id', seen)}
        ORDER BY 1`,
      seen,
    ),
  ]);
  return {
    officers,
    authorities: authorities.map(({ n }) => n),
    stalls: stalls.map(({ code }) => code),
  };
}

/** What the ids in an ask are called; an id nobody has stands for itself. */
export async function readNames(
  sql: Sql,
  { officer, provider }: { officer?: string; provider?: string },
): Promise<{ officer: string | null; provider: string | null }> {
  if (!officer && !provider) return { officer: null, provider: null };
  const [row] = await sql.query<{ officer: string | null; provider: string | null }>(
    `SELECT (SELECT name FROM officer WHERE id = $1) AS officer,
            (SELECT name FROM provider WHERE provider_id = $2) AS provider`,
    [officer ?? null, provider ?? null],
    'list-names',
  );
  return { officer: row?.officer ?? officer ?? null, provider: row?.provider ?? provider ?? null };
}
