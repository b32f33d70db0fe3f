import { Conflict } from '@app/domain';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import type { PlacedAnew } from './place-anew';
import type { PolicyVersion } from './policy-version';
import { type ChangeTotals, type RungChange, totalsOf } from './rung-change';

/** What publishing a draft would do to the caseload. */
export interface PolicyPreview {
  /** What a publication names, to say that it has been seen. */
  number: number;
  /** Number of the draft. */
  policy: number;
  /** The draft as it was written then. */
  revision: number;
  /** ISO 8601 UTC: the moment for which the dates hold. */
  asOf: string;
  madeBy: string;
  totals: ChangeTotals;
}

/** One case of a preview, with its home. */
export interface PreviewedCase {
  position: number;
  caseId: string;
  locationId: string;
  home: string;
  town: string | null;
  practice: boolean;
  changes: RungChange[];
}

/** A preview older than this is made again: time alone has moved too much. */
const goodForMinutes = 60;

const columns = 'number::int, policy, revision, as_of AS "asOf", made_by AS "madeBy", totals';

/** Keeps the preview of a draft, in place of the one before. */
export async function keepPreview(
  tx: Sql,
  draft: PolicyVersion,
  placed: PlacedAnew,
  asOf: Temporal.Instant,
  actor: string,
): Promise<PolicyPreview> {
  await tx.query('DELETE FROM policy_preview WHERE policy = $1', [draft.number]);
  const [kept] = await tx.query<PolicyPreview>(
    `INSERT INTO policy_preview (policy, revision, as_of, made_by, digest, totals)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${columns}`,
    [
      draft.number,
      draft.revision,
      asOf.toString(),
      actor,
      placed.digest,
      JSON.stringify(totalsOf(placed.changes)),
    ],
  );
  if (!kept) throw new Error('The preview was not kept.');
  await tx.query(
    `INSERT INTO policy_preview_case (preview, position, case_id, changes)
     SELECT $1, c.position, c.case_id, c.changes
       FROM unnest($2::uuid[], $3::jsonb[]) WITH ORDINALITY AS c(case_id, changes, position)`,
    [
      kept.number,
      placed.changes.map((c) => c.caseId),
      placed.changes.map((c) => JSON.stringify(c.changes)),
    ],
  );
  return kept;
}

/** The preview last made of a draft; null when there is none of it as it is now written. */
export async function latestPreview(
  sql: Sql,
  { number, revision }: Pick<PolicyVersion, 'number' | 'revision'>,
): Promise<PolicyPreview | null> {
  const [found] = await sql.query<PolicyPreview>(
    `SELECT ${columns} FROM policy_preview WHERE policy = $1 AND revision = $2`,
    [number, revision],
  );
  return found ?? null;
}

/** The cases of a preview after `position`, by id of the case. */
export function previewedCases(
  sql: Sql,
  preview: number,
  limit: number,
  after = 0,
): Promise<PreviewedCase[]> {
  return sql.query<PreviewedCase>(
    `SELECT p.position, p.case_id AS "caseId", c.location_id AS "locationId", s.name AS home,
            s.town, c.practice, p.changes
       FROM policy_preview_case p
       JOIN application_case c ON c.id = p.case_id
       JOIN site s USING (location_id)
      WHERE p.preview = $1 AND p.position > $2
      ORDER BY p.position LIMIT $3`,
    [preview, after, limit],
  );
}

/** What a publication is checked against. */
export interface SeenPreview {
  asOf: Temporal.Instant;
  digest: string;
}

/**
 * The preview the publisher has seen.
 * @throws Conflict it is not of this draft as it is now written, or too old
 */
export async function seenPreview(
  tx: Sql,
  draft: PolicyVersion,
  number: number,
  now: Temporal.Instant,
): Promise<SeenPreview> {
  const [found] = await tx.query<{ asOf: string; digest: string }>(
    `SELECT as_of AS "asOf", digest FROM policy_preview
      WHERE policy = $1 AND revision = $2 AND number = $3`,
    [draft.number, draft.revision, number],
  );
  if (!found)
    throw new Conflict(
      'preview-outdated',
      'That preview is not of the draft as it stands; make a new one, look at it, and publish that.',
    );
  const asOf = Temporal.Instant.from(found.asOf);
  if (Temporal.Instant.compare(asOf.add({ minutes: goodForMinutes }), now) < 0)
    throw new Conflict(
      'preview-outdated',
      'That preview is over an hour old; make a new one, look at it, and publish that.',
    );
  return { asOf, digest: found.digest };
}
