/** The case that is open for a site. */
export interface OpenCaseOfSite {
  id: string;
  stage: string;
}

/** Who runs a site. */
export interface ProviderOfSite {
  /** Null when only its name is known. */
  providerId: string | null;
  /** Null when only its id is known. */
  name: string | null;
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
  /** Null when no file has said it, which counts as registered. */
  registrationStatus: 'registered' | 'deregistered' | null;
  /** Registered, but without service at present; null when no file has said it. */
  dormant: boolean | null;
  rating: string | null;
  /** `YYYY-MM-DD` */
  ratedOn: string | null;
  /** Null while no file has named one. */
  provider: ProviderOfSite | null;
  openCase: OpenCaseOfSite | null;
}

/** All that the register holds of one site. */
export interface SiteDetails extends SiteSummary {
  alsoKnownAs: string | null;
  locationType: string | null;
  /** CQC's primary inspection category. */
  category: string | null;
  serviceTypes: string[] | null;
  specialisms: string[] | null;
  beds: number | null;
  address: string | null;
  county: string | null;
  region: string | null;
  /** Integrated care board. */
  icb: string | null;
  uprn: string | null;
  phone: string | null;
  website: string | null;
  registeredManagers: string[] | null;
  /** `YYYY-MM-DD`: the register says that the manager is away since. */
  managerAbsentOn: string | null;
  /** `YYYY-MM-DD` */
  registeredOn: string | null;
  /** `YYYY-MM-DD` */
  deregisteredOn: string | null;
  cqcUrl: string | null;
  /** Why it is not one of ours; null when it is. */
  scopeReason: string | null;
  provider: (ProviderOfSite & { brand: string | null }) | null;
  /** The file it was first known from. */
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
