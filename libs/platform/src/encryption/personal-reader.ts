import { isSealedByPersonKey, PersonKey } from './person-key';
import type { Sealer } from './seal';
import { SealError } from './seal-error';

/** The key beside a personal value, as its row and a join with `person_key` have it. */
export interface StoredKey {
  /** Null: the value is sealed by the field key, as all were once. */
  keyId: string | null;
  /** Null: destroyed. */
  wrapped: Buffer | null;
}

/**
 * Opens personal values during one reading of the database. Keys are unwrapped once each and
 * forgotten with the reader, so that none outlives the row it came from.
 */
export class PersonalReader {
  private readonly keys = new Map<string, PersonKey>();
  /** Places of the values met that are damaged or lie in the wrong row. */
  readonly damaged: string[] = [];

  constructor(private readonly sealer: Sealer) {}

  /**
   * @returns null when the value was not given, has been erased, or is damaged; see `damaged`
   * @throws SealError unknown-key: this process lacks the field key
   */
  open<T>(place: string, sealed: Buffer | null, key: StoredKey): T | null {
    try {
      return this.openWhole(place, sealed, key);
    } catch (error) {
      if (!(error instanceof SealError) || error.why !== 'damaged') throw error;
      this.damaged.push(place);
      return null;
    }
  }

  /**
   * @returns null when the value was not given or has been erased
   * @throws SealError
   */
  openWhole<T>(place: string, sealed: Buffer | null, { keyId, wrapped }: StoredKey): T | null {
    if (sealed === null) return null;
    if (!isSealedByPersonKey(sealed)) return this.sealer.open<T>(place, sealed);
    if (keyId === null || wrapped === null) return null;
    const key = this.keys.get(keyId) ?? PersonKey.unwrap(this.sealer, keyId, wrapped);
    this.keys.set(keyId, key);
    return key.open<T>(place, sealed);
  }
}
