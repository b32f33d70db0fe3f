import type { Scope, Stage, StallCode, WaitingOn } from '@app/domain';
import { scopeCondition } from '@app/history';

export interface CaseFilter {
  /** Whose cases may be seen at all. */
  scope: Scope;
  /** Default: open ones. */
  open?: boolean;
  stage?: Stage;
  waitingOn?: WaitingOn;
  officerId?: string;
  /** Only cases whose NHSmail reply is late. */
  breached?: boolean;
  /** Only cases that are not moving, or not for this reason. */
  stalled?: boolean | StallCode;
  /** Part of the home's name, postcode, town, provider or ids. */
  q?: string;
}

/**
 * The conditions of a filter on `application_case c JOIN site s`.
 * @param values the first is the present moment; what the conditions need is added
 */
export function conditionsOf(filter: CaseFilter, values: unknown[]): string[] {
  const conditions = [`c.open = ${filter.open === false ? 'false' : 'true'}`];
  if (!('all' in filter.scope))
    conditions.push(scopeCondition(filter.scope, 'c.officer_id', values));
  const where = (condition: (n: number) => string, value: unknown): void => {
    values.push(value);
    conditions.push(condition(values.length));
  };
  const { stalled } = filter;
  if (filter.stage) where((n) => `c.stage = $${n}`, filter.stage);
  if (filter.waitingOn) where((n) => `c.waiting_on = $${n}`, filter.waitingOn);
  if (filter.officerId) where((n) => `c.officer_id = $${n}`, filter.officerId);
  if (filter.breached) conditions.push('c.breached_at IS NOT NULL');
  if (stalled) conditions.push('c.stalled_at <= $1');
  if (typeof stalled === 'string')
    where((n) => `c.stall_since[array_position(c.stall_codes, $${n})] <= $1`, stalled);
  if (filter.q) where((n) => `strpos(s.search, $${n}) > 0`, filter.q.trim().toLowerCase());
  return conditions;
}
