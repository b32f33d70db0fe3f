import type { Arrival, ArrivingValue } from '../reading/arrival';
import type { Taken } from '../reading/row-reading';
import { joinAddress } from '../values/split-address';

/** What all rows of a location say alike, by column; the lines of its address still apart. */
export interface SteadyPart {
  locationId: string;
  providerId: string;
  values: Readonly<Record<string, Taken<string | boolean>>>;
}

/** The rating of a location as a whole. */
export interface Headline {
  rating: Taken<string>;
  /** The day it was published, `YYYY-MM-DD`. */
  ratedOn: Taken<string>;
}

const noHeadline: Headline = { rating: null, ratedOn: null };

/** What one row, or several one after another that agree, tell of a location. */
export class RatedSite {
  readonly values: Record<string, Taken<string | boolean>>;
  headline: Headline;

  constructor(
    /** The first of these rows. */
    readonly row: number,
    readonly steady: SteadyPart,
    headline: Headline | null,
  ) {
    this.values = { ...steady.values };
    this.headline = headline ?? noHeadline;
  }

  /**
   * Takes a later row of the same location in if it agrees. A blank says nothing, so it agrees with
   * anything and is filled. CQC's own file leaves the second address line out in some rows.
   * @returns whether it agrees; nothing is changed if not
   */
  takeIn({ providerId, values }: SteadyPart, headline: Headline | null): boolean {
    if (providerId !== this.steady.providerId) return false;
    const columns = Object.keys(this.values);
    if (columns.some((c) => clash(this.values[c], values[c]))) return false;
    if (headline && clash(this.headline.rating, headline.rating)) return false;
    if (headline && clash(this.headline.ratedOn, headline.ratedOn)) return false;
    for (const c of columns) this.values[c] = fuller(this.values[c], values[c]);
    if (headline)
      this.headline = {
        rating: fuller(this.headline.rating, headline.rating),
        ratedOn: fuller(this.headline.ratedOn, headline.ratedOn),
      };
    return true;
  }

  /** The location as the register knows it. Without a rating, the one known before stays. */
  arrival(): Arrival<'site'> {
    const { address, line_2, provider_name: _name, brand: _brand, ...values } = this.values;
    const { rating, ratedOn } = this.headline;
    const told: Record<string, ArrivingValue | undefined> = {
      ...values,
      provider_id: this.steady.providerId,
      address: joinAddress([address, line_2] as Taken<string>[]),
      registration_status: 'registered',
      rating: rating ?? undefined,
      rated_on: rating ? ratedOn : undefined,
    };
    return {
      subject: 'site',
      row: this.row,
      key: { location_id: this.steady.locationId },
      values: told as Arrival<'site'>['values'],
      mayCreate: true,
    };
  }
}

function clash<T>(before: Taken<T>, now: Taken<T>): boolean {
  return before != null && now != null && before !== now;
}

/** A value before none, and what was set aside before a blank, which would empty the register's. */
function fuller<T>(before: Taken<T>, now: Taken<T>): Taken<T> {
  if (before != null) return before;
  return now ?? (before === undefined ? undefined : now);
}
