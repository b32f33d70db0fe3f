import type { Arrival } from '../reading/arrival';
import type { Taken } from '../reading/row-reading';
import { joinAddress } from '../values/split-address';

/** What all rows of a location say alike; the lines of its address still apart. */
export interface SteadyPart {
  locationId: string;
  providerId: string;
  /** Whether the file had not named the location before. */
  isFirst: boolean;
  name: string;
  provider_name: string;
  brand: Taken<string>;
  care_home: Taken<boolean>;
  location_type: string;
  category: Taken<string>;
  ods_code: Taken<string>;
  address: Taken<string>;
  line_2: Taken<string>;
  town: Taken<string>;
  postcode: Taken<string>;
  local_authority: Taken<string>;
  region: Taken<string>;
  cqc_url: Taken<string>;
}

const steadyFields = [
  'name',
  'provider_name',
  'brand',
  'care_home',
  'location_type',
  'category',
  'ods_code',
  'address',
  'line_2',
  'town',
  'postcode',
  'local_authority',
  'region',
  'cqc_url',
] as const satisfies readonly (keyof SteadyPart)[];

/** The rating of a location as a whole. */
export interface Headline {
  rating: Taken<string>;
  /** The day it was published, `YYYY-MM-DD`. */
  ratedOn: Taken<string>;
}

const noHeadline: Headline = { rating: null, ratedOn: null };

/** What one row, or several one after another that agree, tell of a location. */
export class RatedSite {
  headline: Headline;

  constructor(
    /** The first of these rows. */
    readonly row: number,
    public part: SteadyPart,
    headline: Headline | null,
  ) {
    this.headline = headline ?? noHeadline;
  }

  /**
   * Takes a later row of the same location in if it agrees. A blank says nothing, so it agrees with
   * anything and is filled. CQC's own file leaves the second address line out in some rows.
   * @returns whether it agrees; nothing is changed if not
   */
  takeIn(part: SteadyPart, headline: Headline | null): boolean {
    if (headline && clash(this.headline.rating, headline.rating)) return false;
    if (headline && clash(this.headline.ratedOn, headline.ratedOn)) return false;
    // Most rows repeat the one before them, and have their part of it.
    if (part !== this.part) {
      if (part.providerId !== this.part.providerId) return false;
      if (steadyFields.some((field) => clash<unknown>(this.part[field], part[field]))) return false;
      this.part = fuller(this.part, part);
    }
    if (headline)
      this.headline = {
        rating: better(this.headline.rating, headline.rating),
        ratedOn: better(this.headline.ratedOn, headline.ratedOn),
      };
    return true;
  }

  /** The location as the register knows it. Without a rating, the one known before stays. */
  arrival(): Arrival<'site'> {
    const { part, headline } = this;
    return {
      subject: 'site',
      row: this.row,
      key: { location_id: part.locationId },
      values: {
        provider_id: part.providerId,
        name: part.name,
        ods_code: part.ods_code,
        care_home: part.care_home,
        location_type: part.location_type,
        category: part.category,
        address: joinAddress([part.address, part.line_2]),
        town: part.town,
        postcode: part.postcode,
        local_authority: part.local_authority,
        region: part.region,
        registration_status: 'registered',
        rating: headline.rating ?? undefined,
        rated_on: headline.rating ? headline.ratedOn : undefined,
        cqc_url: part.cqc_url,
      },
      mayCreate: true,
    };
  }
}

function clash<T>(before: Taken<T>, now: Taken<T>): boolean {
  return before != null && now != null && before !== now;
}

function fuller(before: SteadyPart, now: SteadyPart): SteadyPart {
  const filled: Record<string, unknown> = { ...before };
  for (const field of steadyFields) filled[field] = better<unknown>(before[field], now[field]);
  return filled as unknown as SteadyPart;
}

/** A value before none, and what was set aside before a blank, which would empty the register's. */
function better<T>(before: Taken<T>, now: Taken<T>): Taken<T> {
  if (before != null) return before;
  return now ?? (before === undefined ? undefined : now);
}
