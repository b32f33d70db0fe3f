import type { Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { Parameters } from './parameters';

/** Whether CQC has a site on its register: one that no file has said it of counts as registered. */
export const siteStatuses = ['registered', 'dormant', 'deregistered', 'any'] as const;
export type SiteStatus = (typeof siteStatuses)[number];

/** How a site stands to our caseload: `past` has had cases and has none open. */
export const siteCases = ['open', 'past', 'none'] as const;
export type SiteCaseFilter = (typeof siteCases)[number];

/** Which sites of the register a list shows. */
export interface SiteFilter {
  careHome?: boolean;
  inScope?: boolean;
  /** Unless given, the registered ones, and any with exactly the location id or ODS code asked for. */
  status?: SiteStatus;
  /** As CQC writes it. */
  localAuthority?: string;
  case?: SiteCaseFilter;
  providerId?: string;
  /** Of which group, as CQC writes it. */
  brand?: string;
  /** What is missing or doubtful: a code of `qualityChecks`. */
  quality?: string;
}

const notDeregistered = "s.registration_status IS DISTINCT FROM 'deregistered'";

const ofStatus: Record<SiteStatus, string | null> = {
  registered: notDeregistered,
  dormant: `s.dormant AND ${notDeregistered}`,
  deregistered: "s.registration_status = 'deregistered'",
  any: null,
};

/** Cases of others count as none. */
function ofCase(filter: SiteCaseFilter, scope: Scope, values: unknown[]): string {
  const cases = `FROM application_case c WHERE c.location_id = s.location_id
    AND ${scopeCondition(scope, 'c.officer_id', values)}`;
  if (filter === 'open') return `EXISTS (SELECT ${cases} AND c.open)`;
  if (filter === 'none') return `NOT EXISTS (SELECT ${cases})`;
  return `EXISTS (SELECT ${cases}) AND NOT EXISTS (SELECT ${cases} AND c.open)`;
}

/** The conditions of a filter on `site s`, but for its status. */
export function conditionsOf(filter: SiteFilter, scope: Scope, parameters: Parameters): string[] {
  const conditions: string[] = [];
  const where = (condition: (value: string) => string, value: unknown): void => {
    if (value !== undefined) conditions.push(condition(parameters.add(value)));
  };
  where((v) => `s.care_home = ${v}`, filter.careHome);
  where((v) => `s.in_scope = ${v}`, filter.inScope);
  where((v) => `s.local_authority = ${v}`, filter.localAuthority);
  where((v) => `s.provider_id = ${v}`, filter.providerId);
  where(
    (v) => `s.provider_id IN (SELECT p.provider_id FROM provider p WHERE p.brand = ${v})`,
    filter.brand,
  );
  where(
    (v) => `EXISTS (SELECT FROM quality_finding f
                     WHERE f.code = ${v} AND f.location_id = s.location_id)`,
    filter.quality,
  );
  if (filter.case) conditions.push(ofCase(filter.case, scope, parameters.values));
  return conditions;
}

/** The condition of a status on `site s`; null when every site is meant. */
export const statusCondition = (status: SiteStatus = 'registered'): string | null =>
  ofStatus[status];
