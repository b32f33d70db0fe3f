import type { SiteSummary, Source } from './site';

/** One provider as lists show it. */
export interface ProviderSummary {
  providerId: string;
  name: string;
  /** The group it trades under. */
  brand: string | null;
  /** How many sites the register holds of it, deregistered ones too. */
  sites: number;
}

/** What the register holds of one provider itself. */
export interface ProviderRecord extends Omit<ProviderSummary, 'name' | 'sites'> {
  /** Null when files have told only of its sites. */
  name: string | null;
  /** Its headquarters’ ODS code: good for the DSPT, not for an application. */
  odsCode: string | null;
  companiesHouse: string | null;
  phone: string | null;
  website: string | null;
  address: string | null;
  town: string | null;
  postcode: string | null;
  localAuthority: string | null;
  registrationStatus: 'registered' | 'deregistered' | null;
  /** `YYYY-MM-DD` */
  registeredOn: string | null;
  /** `YYYY-MM-DD` */
  deregisteredOn: string | null;
  /** The file it was first known from; null when files have told only of its sites. */
  source: Source | null;
}

/** All that the register holds of one provider. */
export interface ProviderDetails extends ProviderRecord {
  /** By name, deregistered ones too. */
  sites: SiteSummary[];
}
