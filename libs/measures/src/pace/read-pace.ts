import {
  afterGoingLive,
  type EndedStall,
  endedStalls,
  type Fact,
  type FactDetails,
  learnPace,
  learnUnblockings,
  type Pace,
  type Passage,
  passagesOf,
  type Policy,
  presentStretch,
  type Slow,
  slowerThanUsual,
  type Stretch,
  stretchesOf,
  type Unblocking,
  type WayToLive,
  waysToLive,
} from '@app/domain';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';

interface StoredFact {
  case_id: string;
  id: string;
  type: Fact['type'];
  happened_on: string | null;
  happened_at: string | null;
  details: FactDetails;
}

/** Cases whose facts are held at once; in between others get their turn. */
const batchSize = 50;

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

/** What the association's own cases of a year teach about those that are open. */
export interface Learned {
  paces: Pace[];
  /** How cases went on to be live. */
  ways: WayToLive[];
  /** What ended stalls; of reasons of which enough ended. */
  unblockings: Unblocking[];
}

/** The newest so many cases tell enough, and reading them stays short as the years go by. */
const mostCases = 2000;

/**
 * Learned from the association's own cases that went live or were closed in the year before, so that
 * what has changed since no longer counts.
 * @param policy by which it is judged since when they were stalled
 */
export async function readLearned(
  sql: Sql,
  now: Temporal.Instant,
  policy: Policy,
): Promise<Learned> {
  const since = now.toZonedDateTimeISO('Europe/London').subtract({ years: 1 }).toInstant();
  const ids = await sql.query<{ id: string }>(
    `SELECT id FROM application_case
      WHERE (NOT open OR stage IN ('live', 'aftercare')) AND changed_at >= $1
      ORDER BY changed_at DESC, id LIMIT ${mostCases}`,
    [since.toString()],
    'finished-cases',
  );
  const stretches: Stretch[] = [];
  const ways: WayToLive[] = [];
  const ended: EndedStall[] = [];
  for (let from = 0; from < ids.length; from += batchSize) {
    const batch = ids.slice(from, from + batchSize).map(({ id }) => id);
    for (const facts of (await factsByCase(sql, batch)).values()) {
      const passages = passagesOf(facts);
      if (!isOfTheYear(passages, since)) continue;
      stretches.push(...stretchesOf(passages, now));
      ways.push(...waysToLive(passages));
      ended.push(...endedStalls(facts, policy));
    }
  }
  return { paces: learnPace(stretches), ways, unblockings: learnUnblockings(ended) };
}

/** A live case goes on changing; what it teaches is how it went until it was live. */
function isOfTheYear(passages: readonly Passage[], since: Temporal.Instant): boolean {
  const last = passages.at(-1);
  if (last?.stage === 'closed') return true;
  const live = passages.find(({ stage }) => afterGoingLive.has(stage));
  return live !== undefined && Temporal.Instant.compare(live.from, since) >= 0;
}

/**
 * Whether an open case is slower than nine in ten of the association's own; null when it is not.
 * @param facts in the order they were recorded, with what was told of its people
 * @param paces what `readLearned` found
 */
export function slownessOf(
  facts: readonly Fact[],
  now: Temporal.Instant,
  paces: readonly Pace[],
): Slow | null {
  const present = presentStretch(passagesOf(facts), now);
  return present && slowerThanUsual(present, paces);
}
