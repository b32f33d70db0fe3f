import type { Sealer } from '@app/platform';

/** What an address is recognised by where it is not kept; case and spaces tell none apart. */
export const addressKey = (sealer: Sealer, address: string): Buffer => sealer.addressKey(address);
