import type { GroupOf } from '@app/measures';
import type { ProviderRecord } from '@app/providers';

/** A provider alone, or with `whole` all of the brand it belongs to, where the register has one. */
export const groupOf = (
  { providerId, brand }: Pick<ProviderRecord, 'providerId' | 'brand'>,
  whole: boolean,
): GroupOf => (whole && brand !== null ? { brand } : { providerId });
