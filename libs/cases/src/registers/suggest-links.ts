import { randomUUID } from 'node:crypto';
import { findLinks, type FoundLink } from '@app/domain';
import { raiseTask } from '@app/follow-ups';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { candidatePairs, readCandidates } from './link-candidates';
import { keepTask } from './kept-news';
import { groupPairs } from './group-pairs';

/**
 * Suggests which records may be of one home, for a person to decide. A pair that was suggested
 * before is not again, whatever was decided, nor one whose records are joined already. Where one of
 * them has an open case, its officer is asked.
 * @param records an import, whose new and changed records are looked at, or the ids of some
 */
export async function suggestLinks(
  tx: Sql,
  records: { importId: string } | { locationIds: readonly string[] },
  now: Temporal.Instant,
): Promise<void> {
  const pairs = await candidatePairs(tx, records);
  if (pairs.length === 0) return;
  const candidates = await readCandidates(tx, [...new Set(pairs.flat())]);
  const byId = new Map(candidates.map((one) => [one.locationId, one]));
  const found = groupPairs(pairs).flatMap((ids) =>
    findLinks(ids.flatMap((id) => byId.get(id) ?? [])),
  );
  const matters = (id: string): boolean => byId.get(id)?.matters ?? false;
  const worthAsking = found.filter((l) => matters(l.olderId) || matters(l.newerId));
  const importId = 'importId' in records ? records.importId : null;
  await insertLinks(tx, await withoutKnown(tx, worthAsking), importId, now);
}

/** Leaves out pairs that have been suggested, either way round, or belong to one home already. */
async function withoutKnown(tx: Sql, links: readonly FoundLink[]): Promise<FoundLink[]> {
  const known = await tx.query<{ older_id: string; newer_id: string; state: string }>(
    'SELECT older_id, newer_id, state FROM home_link',
  );
  const key = (a: string, b: string): string => [a, b].sort().join(' ');
  const asked = new Set(known.map((l) => key(l.older_id, l.newer_id)));
  const accepted = known.filter((l) => l.state === 'accepted');
  const homes = groupPairs(accepted.map((l) => [l.older_id, l.newer_id] as const));
  const homeOf = new Map(homes.flatMap((ids, n) => ids.map((id) => [id, n])));
  const areOneHome = (l: FoundLink): boolean => {
    const [older, newer] = [homeOf.get(l.olderId), homeOf.get(l.newerId)];
    return older !== undefined && older === newer;
  };
  return links.filter((l) => !asked.has(key(l.olderId, l.newerId)) && !areOneHome(l));
}

async function insertLinks(
  tx: Sql,
  links: readonly FoundLink[],
  importId: string | null,
  now: Temporal.Instant,
): Promise<void> {
  if (links.length === 0) return;
  await tx.query(
    `INSERT INTO home_link (id, older_id, newer_id, kind, linked_on, evidence, found_in, found_at)
     SELECT id, older_id, newer_id, kind, linked_on, evidence, $7, $8
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::date[], $6::jsonb[])
         AS l(id, older_id, newer_id, kind, linked_on, evidence)
     ON CONFLICT DO NOTHING`,
    [
      links.map(() => randomUUID()),
      links.map((l) => l.olderId),
      links.map((l) => l.newerId),
      links.map((l) => l.kind),
      links.map((l) => l.linkedOn),
      links.map((l) => JSON.stringify(l.evidence)),
      importId,
      now.toString(),
    ],
  );
  await askOfficers(tx, links, importId, now);
}

async function askOfficers(
  tx: Sql,
  links: readonly FoundLink[],
  importId: string | null,
  now: Temporal.Instant,
): Promise<void> {
  const rows = await tx.query<{ caseId: string; linkId: string }>(
    `SELECT DISTINCT ON (l.id) l.id AS "linkId", c.id AS "caseId"
       FROM unnest($1::text[], $2::text[]) AS f(older_id, newer_id)
       JOIN home_link l USING (older_id, newer_id)
       JOIN application_case c ON c.open AND c.location_id IN (l.older_id, l.newer_id)
      WHERE l.state = 'suggested'
      ORDER BY l.id, c.location_id = l.older_id DESC, c.id`,
    [links.map((l) => l.olderId), links.map((l) => l.newerId)],
  );
  for (const { caseId, linkId } of rows) {
    const task = { caseId, kind: 'register/two-records', addressee: 'officer' } as const;
    const taskId = await raiseTask(tx, { ...task, dueAt: now, about: linkId }, now);
    if (taskId !== null && importId !== null) await keepTask(tx, { importId, caseId, taskId });
  }
}
