import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, type Sealer } from './seal';
import { SealError } from './seal-error';

const version = 2;
const idLength = 16;

/** Where the wrapped key of a person lies. */
const wrappedKeyPlace = (id: string): string => `person_key:wrapped:${id}`;

/**
 * The key of one person, or of the free text of one case: 256 random bits. What it sealed is gone for
 * good once the key is destroyed. Layout: version 2, id of the key, IV, tag, ciphertext.
 */
export class PersonKey {
  private constructor(
    readonly id: string,
    private readonly key: Buffer,
  ) {}

  static random(id: string): PersonKey {
    return new PersonKey(id, randomBytes(32));
  }

  /** @throws SealError */
  static unwrap(sealer: Sealer, id: string, wrapped: Buffer): PersonKey {
    return new PersonKey(
      id,
      Buffer.from(sealer.open<string>(wrappedKeyPlace(id), wrapped), 'base64'),
    );
  }

  /** The key as it is stored: sealed by the field key. */
  wrap(sealer: Sealer): Buffer {
    return sealer.seal(wrappedKeyPlace(this.id), this.key.toString('base64'));
  }

  seal(place: string, value: unknown): Buffer {
    const head = Buffer.concat([Buffer.from([version]), idBytes(this.id)]);
    return Buffer.concat([head, encrypt(this.key, place, JSON.stringify(value))]);
  }

  /** @throws SealError damaged */
  open<T>(place: string, sealed: Buffer): T {
    if (!sealed.subarray(1, 1 + idLength).equals(idBytes(this.id)))
      throw new SealError('damaged', 'A stored value is damaged or lies in the wrong row.');
    return JSON.parse(decrypt(this.key, place, sealed.subarray(1 + idLength))) as T;
  }
}

/** Whether a value was sealed by the key of a person; else it was by the field key. */
export const isSealedByPersonKey = (sealed: Buffer): boolean => sealed[0] === version;

const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
