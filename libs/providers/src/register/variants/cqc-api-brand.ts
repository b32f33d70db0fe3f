import type { Arrival } from '../reading/arrival';
import type { RowReading } from '../reading/row-reading';
import type { ToldProviders } from '../reading/told-providers';
import { brandName } from '../values/brand-name';
import type { ApiLocationKey } from './cqc-api-keys';

/**
 * The brand that a location's record names, which is its provider's. The record gives no more of the
 * provider than its id, so a provider that no file has named yet is not made from it. Codes that are
 * not `BD…` name something else: the NHS region of a GP practice.
 */
export function brandOfLocation(
  row: RowReading<ApiLocationKey>,
  site: Arrival<'site'>,
  told: ToldProviders,
): Arrival<'provider'> | null {
  const { provider_id } = site.values;
  const brand = row.said('brand');
  if (typeof provider_id !== 'string' || brand === '') return null;
  if (!row.said('brand_id').startsWith('BD') && !brand.startsWith('BRAND ')) return null;
  return told.tell(provider_id, site.row, { brand: brandName(brand) }, false);
}
