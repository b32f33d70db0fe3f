import { type ClassifiedStatuses, dsptStatusLevels, type KnownDsptLevel } from '@app/domain';
import type { Sql } from '@app/platform';

/** What a person may say an unknown status comes to, best first. */
export const knownDsptLevels = dsptStatusLevels.filter(
  (level): level is KnownDsptLevel => level !== 'unknown',
);

/** What people have said that unknown statuses come to, by their words. */
export async function currentClassifications(sql: Sql): Promise<ClassifiedStatuses> {
  const rows = await sql.query<{ words: string; level: KnownDsptLevel }>(
    'SELECT status_words AS words, level FROM dspt_classification WHERE ended_at IS NULL',
    [],
    'dspt-classifications',
  );
  return new Map(rows.map(({ words, level }) => [words, level]));
}
