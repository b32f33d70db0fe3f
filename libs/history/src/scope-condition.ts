import type { Scope } from '@app/domain';

/**
 * The cases that somebody sees, as a condition of SQL. Nothing is asked of the database where
 * everybody's cases count, so that its plans stay as they are.
 * @param owner the column with the owner's id, as `c.officer_id`
 * @param values the statement's values so far; the officers' ids are added to them
 */
export function scopeCondition(scope: Scope, owner: string, values: unknown[]): string {
  if ('all' in scope) return 'true';
  values.push(scope.officerIds);
  return `${owner} = ANY($${values.length}::uuid[])`;
}
