/** The case that is open for a site. */
export interface OpenCaseOfSite {
  id: string;
  stage: string;
}

/** Who runs a site. */
export interface ProviderOfSite {
  /** Null when only its name is known. */
  providerId: string | null;
  name: string;
}

/** One site as lists show it. */
export interface SiteSummary {
  locationId: string;
  name: string;
  town: string | null;
  postcode: string | null;
  localAuthority: string | null;
  odsCode: string | null;
  /** Null while no file has said it. */
  careHome: boolean | null;
  inScope: boolean;
  rating: string | null;
  /** `YYYY-MM-DD` */
  ratedOn: string | null;
  /** Null while no file has named one. */
  provider: ProviderOfSite | null;
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
  provider: (ProviderOfSite & { brand: string | null }) | null;
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
