import type { Sql } from '@app/platform';
import { FileRefused, type ImportResult } from './import-result';
import type { MergeSubject } from './merging/merge-subject';

/** A file with fewer records than this share of the last one was probably cut short. */
const leastShare = 0.8;

/** What a file is compared with by number. */
export interface Yield {
  /** The subject that the file is about; the others come along with it. */
  main: MergeSubject;
  areas: ReadonlyMap<string, number>;
}

/**
 * How many records a file tells of: sites by local authority where it names one, DSPT statuses by
 * sector (those without stand under ''), else all of them under ''.
 */
export async function countYield(
  tx: Sql,
  subjects: readonly MergeSubject[],
): Promise<Yield | null> {
  const main =
    (await largest(tx, subjects, (s) => s.subject === 'site')) ?? (await largest(tx, subjects));
  if (!main) return null;
  const rows = await tx.query<{ area: string; records: number }>(
    `SELECT ${areaOf(main, 'a')} AS area, count(*)::int AS records FROM ${main.arriving} a GROUP BY 1`,
  );
  return { main, areas: new Map(rows.map((r) => [r.area, r.records])) };
}

/**
 * SQL for what a record is counted under. Files of places that have closed are others than those of
 * open ones, whatever their columns.
 * @param alias of a row of the staged table, or of the register's own
 */
export function areaOf({ subject, fields }: MergeSubject, alias: string): string {
  if (subject === 'dsptStatus' && fields.includes('sector')) return `coalesce(${alias}.sector, '')`;
  if (subject !== 'site') return `''`;
  const authority = fields.includes('local_authority')
    ? `coalesce(${alias}.local_authority, '')`
    : `''`;
  const closed = fields.includes('registration_status')
    ? `CASE ${alias}.registration_status WHEN 'deregistered' THEN ' (deregistered)' ELSE '' END`
    : `''`;
  return `${authority} || ${closed}`;
}

async function largest(
  tx: Sql,
  subjects: readonly MergeSubject[],
  wanted: (subject: MergeSubject) => boolean = () => true,
): Promise<MergeSubject | null> {
  let best: { subject: MergeSubject; n: number } | null = null;
  for (const subject of subjects.filter(wanted)) {
    const [row] = await tx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${subject.arriving}`,
    );
    const n = row?.n ?? 0;
    if (n > (best?.n ?? 0)) best = { subject, n };
  }
  return best?.subject ?? null;
}

/** An earlier import of the same sort and areas. */
export interface Earlier {
  /** The newest of them. */
  id: string;
  file: string;
  records: number;
}

/**
 * What the last imports of this kind and variant held of the same areas. Another area's file is not
 * compared with this one's, so a first import of an area finds nothing.
 */
export async function findEarlier(
  tx: Sql,
  kind: string,
  variant: string,
  areas: ReadonlyMap<string, number>,
): Promise<Earlier | null> {
  const [found] = await tx.query<Earlier>(
    `SELECT (array_agg(id ORDER BY position DESC))[1] AS id,
            (array_agg(file_name ORDER BY position DESC))[1] AS file,
            coalesce(sum(records), 0)::int AS records
       FROM (SELECT DISTINCT ON (a.key) a.value::int AS records, r.file_name, r.id, r.position
               FROM import_run r, jsonb_each_text(r.compare -> 'areas') a
              WHERE r.kind = $1 AND r.variant = $2 AND r.undone_at IS NULL AND a.key = ANY ($3)
              ORDER BY a.key, r.position DESC) latest
     HAVING count(*) > 0`,
    [kind, variant, [...areas.keys()]],
  );
  return found ?? null;
}

/** Set when the file holds fewer than 80% of what the last one held (domain rulebook, edge case 28). */
export function tooFew(
  earlier: Earlier | null,
  areas: ReadonlyMap<string, number>,
): NonNullable<ImportResult['fewer']> | null {
  const now = [...areas.values()].reduce((sum, n) => sum + n, 0);
  if (!earlier || now >= earlier.records * leastShare) return null;
  return { now, before: earlier.records, file: earlier.file };
}

/** Why such a file is not taken without a person's word for it. */
export function refuseTooFew(
  { now, before, file }: NonNullable<ImportResult['fewer']>,
  main: MergeSubject,
  areas: ReadonlyMap<string, number>,
): FileRefused {
  const of = main.fields.includes('local_authority') ? ` of ${inWords([...areas.keys()])}` : '';
  return new FileRefused(
    main.subject === 'site' ? 'too-few-sites' : 'too-few-rows',
    `The file holds ${now} ${main.counted}${of}, where the last one (${file}) held ${before}; ` +
      'fewer than 80% looks cut short, so download it again, or confirm that it is right.',
  );
}

function inWords(areas: readonly string[]): string {
  if (areas.length > 3) return `${areas.length} local authorities`;
  return areas.map((area) => area || 'no local authority').join(', ');
}
