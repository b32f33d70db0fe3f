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
  s.ods_code AS "odsCode", s.care_home AS "careHome", s.in_scope AS "inScope", s.rating,
  s.rated_on AS "ratedOn", s.provider_id AS "providerId",
  coalesce(p.name, s.provider_name) AS "providerName",
  c.id AS "caseId", c.stage`;

export const fromSites = `
  FROM site s
  LEFT JOIN provider p ON p.provider_id = s.provider_id
  LEFT JOIN application_case c ON c.location_id = s.location_id AND c.open`;

export function toSummary(row: SummaryRow): SiteSummary {
  const { providerId, providerName, caseId, stage, ...site } = row;
  return {
    ...site,
    provider: providerName === null ? null : { providerId, name: providerName },
    openCase: caseId !== null && stage !== null ? { id: caseId, stage } : null,
  };
}

export interface DetailsRow extends SummaryRow, Source {
  locationType: string | null;
  category: string | null;
  address: string | null;
  region: string | null;
  cqcUrl: string | null;
  scopeReason: string | null;
  brand: string | null;
}

/** Columns of an `import_run r`. */
export const sourceColumns = `
  r.id AS "importId", r.kind, r.file_name AS "fileName", r.imported_at AS "importedAt"`;

export const detailColumns = `
  ${summaryColumns}, s.location_type AS "locationType", s.category, s.address, s.region,
  s.cqc_url AS "cqcUrl", s.scope_reason AS "scopeReason", p.brand, ${sourceColumns}`;

export function toDetails(row: DetailsRow): SiteDetails {
  const { importId, kind, fileName, importedAt, brand, ...rest } = row;
  const { provider, ...site } = toSummary(rest);
  const { locationType, category, address, region, cqcUrl, scopeReason } = rest;
  return {
    ...site,
    locationType,
    category,
    address,
    region,
    cqcUrl,
    scopeReason,
    provider: provider && { ...provider, brand },
    source: { importId, kind, fileName, importedAt },
  };
}
