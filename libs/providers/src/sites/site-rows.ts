import type { Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { SiteDetails, SiteSummary, Source } from './site';

/** A site's row as `summaryColumns` reads it. */
export interface SummaryRow extends Omit<SiteSummary, 'provider' | 'openCase'> {
  providerId: string | null;
  providerName: string | null;
  caseId: string | null;
  stage: string | null;
}

/** Columns of `site s`, its `provider p` and its open `application_case c`. */
export const summaryColumns = `
  s.location_id AS "locationId", s.name, s.town, s.postcode, s.local_authority AS "localAuthority",
  s.ods_code AS "odsCode", s.care_home AS "careHome", s.in_scope AS "inScope",
  s.registration_status AS "registrationStatus", s.dormant, s.rating,
  s.rated_on AS "ratedOn", s.provider_id AS "providerId",
  coalesce(p.name, s.provider_name) AS "providerName",
  c.id AS "caseId", c.stage`;

/**
 * What is read beside sites: their provider, and the open case where it is within a scope.
 * @param values the statement's values so far; what the scope needs is added
 */
export const besideSites = (scope: Scope, values: unknown[]): string => `
  LEFT JOIN provider p ON p.provider_id = s.provider_id
  LEFT JOIN application_case c ON c.location_id = s.location_id AND c.open
   AND ${scopeCondition(scope, 'c.officer_id', values)}`;

export const fromSites = (scope: Scope, values: unknown[]): string =>
  `FROM site s ${besideSites(scope, values)}`;

/** What else the row holds stays in it. */
export function toSummary<Row extends SummaryRow>(
  row: Row,
): Omit<Row, keyof SummaryRow> & SiteSummary {
  const { providerId, providerName, caseId, stage, ...site } = row;
  const summary: Pick<SiteSummary, 'provider' | 'openCase'> = {
    provider: (providerId ?? providerName) ? { providerId, name: providerName } : null,
    openCase: caseId !== null && stage !== null ? { id: caseId, stage } : null,
  };
  return { ...site, ...summary } as Omit<Row, keyof SummaryRow> & SiteSummary;
}

type OnlyDetails = Omit<SiteDetails, keyof SiteSummary | 'source'>;

export type DetailsRow = SummaryRow & OnlyDetails & Source & { brand: string | null };

/** Columns of an `import_run r`. */
export const sourceColumns = `
  r.id AS "importId", r.kind, r.file_name AS "fileName", r.imported_at AS "importedAt"`;

export const detailColumns = `
  ${summaryColumns}, s.also_known_as AS "alsoKnownAs", s.location_type AS "locationType",
  s.category, s.service_types AS "serviceTypes", s.specialisms, s.beds, s.address, s.county,
  s.region, s.icb, s.uprn, s.phone, s.website, s.registered_managers AS "registeredManagers",
  s.manager_absent_on AS "managerAbsentOn", s.registered_on AS "registeredOn",
  s.deregistered_on AS "deregisteredOn", s.cqc_url AS "cqcUrl", s.scope_reason AS "scopeReason",
  p.brand, ${sourceColumns}`;

export function toDetails(row: DetailsRow): SiteDetails {
  const { importId, kind, fileName, importedAt, brand, ...rest } = row;
  const { provider, ...site } = toSummary(rest);
  return {
    ...site,
    provider: provider && { ...provider, brand },
    source: { importId, kind, fileName, importedAt },
  };
}
