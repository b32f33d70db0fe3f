import {
  type Fact,
  type FactDetails,
  learnPace,
  type Pace,
  passagesOf,
  presentStretch,
  type Slow,
  slowerThanUsual,
  type Stretch,
  stretchesOf,
} from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

interface StoredFact {
  case_id: string;
  id: string;
  type: Fact['type'];
  happened_on: string | null;
  happened_at: string | null;
  details: FactDetails;
}

/** Cases whose facts are held at once. */
const batchSize = 250;

/** What a case went through is told by what happened, not by whom: sealed values are not opened. */
export async function factsByCase(
  sql: Sql,
  caseIds: readonly string[],
): Promise<Map<string, Fact[]>> {
  const rows = await sql.query<StoredFact>(
    `SELECT case_id, id, type, happened_on, happened_at, details
       FROM fact WHERE case_id = ANY($1) ORDER BY case_id, seq`,
    [caseIds],
    'facts-for-pace',
  );
  const facts = new Map<string, Fact[]>(caseIds.map((id) => [id, []]));
  for (const { case_id, id, type, happened_on, happened_at, details } of rows)
    facts.get(case_id)?.push({
      id,
      type,
      on: happened_on,
      at: happened_at,
      details,
      override: null,
    });
  return facts;
}

/**
 * The usual pace of each stage and party: from the association's own cases that were closed in the
 * year before, so that what has changed since no longer counts.
 */
export async function readPace(sql: Sql, now: Temporal.Instant): Promise<Pace[]> {
  const since = now.toZonedDateTimeISO('Europe/London').subtract({ years: 1 }).toInstant();
  const ids = await sql.query<{ id: string }>(
    'SELECT id FROM application_case WHERE NOT open AND changed_at >= $1 ORDER BY id',
    [since.toString()],
    'closed-cases',
  );
  const stretches: Stretch[] = [];
  for (let from = 0; from < ids.length; from += batchSize) {
    const batch = ids.slice(from, from + batchSize).map(({ id }) => id);
    for (const facts of (await factsByCase(sql, batch)).values())
      stretches.push(...stretchesOf(passagesOf(facts), now));
  }
  return learnPace(stretches);
}

/**
 * Which of these open cases are slower than nine in ten of the association's own, by their ids.
 * @param paces what `readPace` learned
 */
export async function readSlow(
  sql: Sql,
  now: Temporal.Instant,
  paces: readonly Pace[],
  caseIds: readonly string[],
): Promise<Map<string, Slow>> {
  const slow = new Map<string, Slow>();
  for (const [id, facts] of await factsByCase(sql, caseIds)) {
    const present = presentStretch(passagesOf(facts), now);
    const found = present && slowerThanUsual(present, paces);
    if (found) slow.set(id, found);
  }
  return slow;
}
