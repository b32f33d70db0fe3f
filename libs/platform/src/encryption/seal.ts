import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { SealError } from './seal-error';

const algorithm = 'aes-256-gcm';
const version = 1;
const keyIdLength = 4;
const ivLength = 12;
const tagLength = 16;

/** The key a FIELD_KEY stands for. */
const derive = (fieldKey: string): Buffer =>
  createHash('sha256').update(`caseload field key:${fieldKey}`).digest();

const idOf = (key: Buffer): string =>
  createHash('sha256')
    .update(key)
    .digest('hex')
    .slice(0, 2 * keyIdLength);

/**
 * Encrypts values at rest (AES-256-GCM). Each value is bound to its place, which names table, column
 * and row, so a value copied elsewhere does not open. Layout: version 1, key id, IV, tag, ciphertext.
 */
export class Sealer {
  /** Keys by their id, in hexadecimal: the one that seals and those that only open. */
  private readonly ring: ReadonlyMap<string, Buffer>;
  private readonly key: Buffer;
  private fingerprintKey: Buffer;
  /** Id of the key that seals. */
  readonly keyId: string;

  /**
   * @param fieldKey seals and opens: at least 32 characters of random text (FIELD_KEY)
   * @param others only open: the key before, or the one to come (FIELD_KEY_OLD)
   */
  constructor(fieldKey: string, others: readonly string[] = []) {
    this.key = derive(fieldKey);
    this.keyId = idOf(this.key);
    this.fingerprintKey = this.key;
    this.ring = new Map([...others.map(derive), this.key].map((key) => [idOf(key), key]));
  }

  /** Ids of all keys that open. */
  keyIds(): string[] {
    return [...this.ring.keys()];
  }

  seal(place: string, value: unknown): Buffer {
    const head = Buffer.concat([Buffer.from([version]), Buffer.from(this.keyId, 'hex')]);
    return Buffer.concat([head, encrypt(this.key, place, JSON.stringify(value))]);
  }

  /** @throws SealError */
  open<T>(place: string, sealed: Buffer): T {
    const key = this.ring.get(fieldKeyIdOf(sealed) ?? '');
    if (!key)
      throw new SealError(
        'unknown-key',
        'A stored value was sealed with another FIELD_KEY; put the old key back.',
      );
    return JSON.parse(decrypt(key, place, sealed.subarray(1 + keyIdLength))) as T;
  }

  /**
   * A keyed hash, by which equal values are recognised without being kept (HMAC-SHA256).
   * @param purpose what it is used for: the same value has another fingerprint for another purpose
   */
  fingerprint(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.fingerprintKey).update(`${purpose}\0${value}`).digest();
  }

  /** What an email address is recognised by where it is not kept; case and spaces tell none apart. */
  addressKey(address: string): Buffer {
    return this.fingerprint('address', address.trim().toLowerCase());
  }

  /** The first fingerprint key of a database whose values were sealed by this one of the keys. */
  firstFingerprintKey(keyId: string): Buffer {
    return this.ring.get(keyId) ?? this.key;
  }

  /** From here on fingerprints are made with this key, whichever key seals. */
  fingerprintBy(key: Buffer): void {
    this.fingerprintKey = key;
  }
}

/** Id of the field key a value was sealed with, in hexadecimal; null: it has another layout. */
export const fieldKeyIdOf = (sealed: Buffer): string | null =>
  sealed[0] === version ? sealed.subarray(1, 1 + keyIdLength).toString('hex') : null;

/** IV, tag and ciphertext. */
export function encrypt(key: Buffer, place: string, text: string): Buffer {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** @throws SealError damaged */
export function decrypt(key: Buffer, place: string, sealed: Buffer): string {
  try {
    const tagAt = ivLength;
    const bodyAt = tagAt + tagLength;
    const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, tagAt), {
      authTagLength: tagLength,
    });
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(sealed.subarray(tagAt, bodyAt));
    return Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()]).toString();
  } catch {
    throw new SealError('damaged', 'A stored value is damaged or lies in the wrong row.');
  }
}
