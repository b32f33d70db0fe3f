import { type AddressSilence, fold, type Scope } from '@app/domain';
import { factsOfCases, peopleOfCases, scopeCondition } from '@app/history';
import { allSilences, countSilences, type LastingSilence } from '@app/letters';
import type { Sealer, Sql } from '@app/platform';

/** An address that is not written to, and the homes whose contact has it. */
export interface SilentAddress extends LastingSilence {
  homes: { locationId: string; name: string }[];
}

/** A site, or one of its people, that asked for no letters in an open case. */
export interface SilentCase {
  caseId: string;
  home: string;
  /** The person's name; null for the site itself, or when the name is not held any more. */
  person: string | null;
  /** Whether it is one of the people. */
  isPerson: boolean;
  /** ISO 8601 UTC. */
  since: string;
}

export interface NotWrittenTo {
  counts: Record<AddressSilence, number>;
  addresses: SilentAddress[];
  cases: SilentCase[];
}

/** More than these are no list to read; the counts tell how many there are. */
const mostShown = 500;

/**
 * Everybody who is not written to, and why.
 * @param scope addresses that belong to open cases of others alone are left out
 */
export async function readNotWrittenTo(
  sql: Sql,
  sealer: Sealer,
  scope: Scope,
): Promise<NotWrittenTo> {
  const all = await allSilences(sql, mostShown);
  const hidden = await ofOthers(sql, scope, [...new Set(all.map(({ key }) => key))]);
  const silences = all.filter(({ key }) => !hidden.has(key));
  const homes = await homesOf(sql, [...new Set(silences.map(({ key }) => key))]);
  return {
    counts: await countSilences(sql),
    addresses: silences.map((silence) => ({ ...silence, homes: homes.get(silence.key) ?? [] })),
    cases: await silentCases(sql, sealer, scope),
  };
}

/** Which of these addresses only cases of others know. */
async function ofOthers(
  sql: Sql,
  scope: Scope,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if ('all' in scope) return new Set();
  const values: unknown[] = [keys];
  const rows = await sql.query<{ key: string }>(
    `SELECT encode(a.address_key, 'hex') AS key
       FROM (SELECT k.address_key, c.officer_id
               FROM contact k JOIN application_case c USING (location_id)
              WHERE k.retired_at IS NULL AND c.open
              UNION ALL
             SELECT p.address_key, c.officer_id
               FROM case_person p JOIN application_case c ON c.id = p.case_id WHERE c.open) a
      WHERE a.address_key = ANY(SELECT decode(h, 'hex') FROM unnest($1::text[]) AS h)
      GROUP BY a.address_key
     HAVING NOT bool_or(${scopeCondition(scope, 'a.officer_id', values)})`,
    values,
  );
  return new Set(rows.map(({ key }) => key));
}

async function homesOf(
  sql: Sql,
  keys: readonly string[],
): Promise<Map<string, SilentAddress['homes']>> {
  const rows = await sql.query<{ key: string; location_id: string; name: string }>(
    `SELECT encode(k.address_key, 'hex') AS key, s.location_id, s.name
       FROM contact k JOIN site s USING (location_id)
      WHERE k.retired_at IS NULL
        AND k.address_key = ANY(SELECT decode(h, 'hex') FROM unnest($1::text[]) AS h)
      ORDER BY s.name, s.location_id`,
    [keys],
    'homes-of-addresses',
  );
  const homes = new Map<string, SilentAddress['homes']>();
  for (const { key, location_id: locationId, name } of rows)
    homes.set(key, [...(homes.get(key) ?? []), { locationId, name }]);
  return homes;
}

async function silentCases(sql: Sql, sealer: Sealer, scope: Scope): Promise<SilentCase[]> {
  const values: unknown[] = [mostShown];
  const rows = await sql.query<{ id: string; home: string }>(
    `SELECT c.id, s.name AS home FROM application_case c JOIN site s USING (location_id)
      WHERE c.open AND ${scopeCondition(scope, 'c.officer_id', values)} AND EXISTS (
        SELECT FROM fact f
         WHERE f.case_id = c.id AND f.type IN ('opted-out', 'person-opted-out'))
      ORDER BY s.name, c.id LIMIT $1`,
    values,
  );
  const ids = rows.map(({ id }) => id);
  const facts = await factsOfCases(sql, sealer, ids);
  const people = await peopleOfCases(sql, sealer, ids);
  return rows.flatMap(({ id: caseId, home }) => {
    const { optedOut, optedAt, wishes } = fold(facts.get(caseId) ?? []);
    const site = { caseId, home, person: null, isPerson: false, since: optedAt ?? '' };
    const persons = wishes.filter((w) => w.optedOut);
    return [
      ...(optedOut ? [site] : []),
      ...persons.map(({ person: ref, at: since }) => ({
        caseId,
        home,
        person: people.get(caseId)?.nameOf(ref) ?? null,
        isPerson: true,
        since,
      })),
    ];
  });
}
