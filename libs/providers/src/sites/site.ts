/** The case that is open for a site. */
export interface OpenCaseOfSite {
  id: string;
  stage: string;
}

/** One site as lists show it. */
export interface SiteSummary {
  locationId: string;
  name: string;
  town: string | null;
  postcode: string | null;
  localAuthority: string | null;
  odsCode: string | null;
  careHome: boolean;
  inScope: boolean;
  rating: string | null;
  /** `YYYY-MM-DD` */
  ratedOn: string | null;
  provider: { providerId: string; name: string };
  openCase: OpenCaseOfSite | null;
}

/** All that the register holds of one site. */
export interface SiteDetails extends SiteSummary {
  locationType: string | null;
  /** CQC's primary inspection category. */
  category: string | null;
  address: string | null;
  region: string | null;
  cqcUrl: string | null;
  /** Why it is not one of ours; null when it is. */
  scopeReason: string | null;
  provider: { providerId: string; name: string; brand: string | null };
  /** The file its values come from. */
  source: Source;
}

/** Where a record comes from and when it last changed. */
export interface Source {
  importId: string;
  kind: string;
  fileName: string;
  /** ISO 8601 instant. */
  importedAt: string;
}
