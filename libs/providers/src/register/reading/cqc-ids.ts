import {
  checkLocationId,
  checkProviderId,
  checkSiteOdsCode,
  type IdentifierCheck,
  isNhsRunLocation,
  isNhsTrust,
  isSocialCare,
  type KindOfLocation,
} from '@app/domain';
import { alone } from '../values/alone';
import type { Remark } from '../values/value-read';
import type { RowReading, Taken } from './row-reading';

/** Where ids stand, as far as it matters here. */
type IdColumn = 'location_id' | 'provider_id';

/** The ids of one CQC file. Ids of locations and of providers look alike, and are mixed up easily. */
export class CqcIds {
  private readonly locations = new Set<string>();
  private readonly providers = new Set<string>();
  /** Whether the location last asked for had not been in the file before. */
  isFirst = false;

  /**
   * The location that a row is about.
   * @param providerId as the row gives it, or null when such files do not
   * @returns null when the row was left out
   */
  location(row: RowReading<IdColumn>, providerId: string | null): string | null {
    const id = neededId(row, 'location_id', checkLocationId);
    if (!row.usable) return null;
    const fault = this.faultOfLocation(id, providerId);
    this.isFirst = !fault && !this.locations.has(id);
    if (fault) row.leaveOut('location_id', fault);
    else if (this.isFirst) this.locations.add(alone(id));
    return row.usable ? id : null;
  }

  /** The location that a row of a file without ids of providers is about; null when it was left out. */
  locationAlone(row: RowReading<'location_id'>): string | null {
    return this.location(row as unknown as RowReading<IdColumn>, null);
  }

  /** The provider that a row names; null when the row was left out. */
  provider(row: RowReading<IdColumn>): string | null {
    const id = neededId(row, 'provider_id', checkProviderId);
    if (!row.usable) return null;
    const fault = this.faultOfProvider(id);
    if (fault) row.leaveOut('provider_id', fault);
    else if (!this.providers.has(id)) this.providers.add(alone(id));
    return row.usable ? id : null;
  }

  /** Why an id is not a location's; null when it may be. */
  faultOfLocation(id: string, providerId: string | null): Remark | null {
    if (id === providerId)
      return {
        code: 'same-id',
        message: `${id} stands as location and as provider; look the location’s own ID up at CQC.`,
      };
    // Any five letters would pass as an ODS code; CQC gives them only to services of NHS trusts.
    if (isNhsRunLocation(id) && providerId !== null && !isNhsTrust(providerId))
      return {
        code: 'invalid-location-id',
        message: `“${id}” is not a CQC location ID; it should look like 1-123456789.`,
      };
    return this.providers.has(id)
      ? {
          code: 'provider-id-as-location',
          message: `${id} is the ID of a provider elsewhere in the file; look the location’s own ID up at CQC.`,
        }
      : null;
  }

  private faultOfProvider(id: string): Remark | null {
    return this.locations.has(id)
      ? {
          code: 'location-id-as-provider',
          message: `${id} is the ID of a location elsewhere in the file; look the provider’s ID up at CQC.`,
        }
      : null;
  }
}

function neededId(
  row: RowReading<IdColumn>,
  column: IdColumn,
  check: (text: string) => IdentifierCheck,
): string {
  const text = row.needed(column);
  if (text === '') return '';
  const found = check(text);
  if (found.verdict === 'block') row.leaveOut(column, found);
  if (found.verdict === 'warn') row.warn(column, found);
  return found.value;
}

/**
 * The ODS code of a location. Only social care services need one of the right form: GP practices,
 * dentists and hospitals have codes of other forms, which are theirs to use.
 */
export function siteOdsCode(row: RowReading<'ods_code'>, site: KindOfLocation): Taken<string> {
  return isSocialCare(site) === false
    ? row.value('ods_code', (text) => ({ value: text.toUpperCase() }))
    : row.identifier('ods_code', checkSiteOdsCode);
}
