import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const version = 1;
const ivLength = 12;
const tagLength = 16;

/** A sealed value could not be opened: wrong key, damaged, or moved to another row. */
export class SealError extends Error {
  readonly code = 'cannot-open-sealed-value';
}

/**
 * Encrypts personal values at rest (AES-256-GCM). Each value is bound to its place (`table:row`),
 * so a value copied to another row does not open. Layout: version, key id, IV, tag, ciphertext.
 */
export class Sealer {
  private readonly key: Buffer;
  private readonly keyId: Buffer;

  /** @param fieldKey at least 32 characters of random text (FIELD_KEY) */
  constructor(fieldKey: string) {
    this.key = createHash('sha256').update(`caseload field key:${fieldKey}`).digest();
    this.keyId = createHash('sha256').update(this.key).digest().subarray(0, 4);
  }

  seal(place: string, value: unknown): Buffer {
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv(algorithm, this.key, iv);
    cipher.setAAD(Buffer.from(place));
    const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([version]), this.keyId, iv, cipher.getAuthTag(), body]);
  }

  /**
   * A keyed hash, by which equal values are recognised without being kept (HMAC-SHA256).
   * @param purpose what it is used for: the same value has another fingerprint for another purpose
   */
  fingerprint(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.key).update(`${purpose}\0${value}`).digest();
  }

  /** What an email address is recognised by where it is not kept; case and spaces tell none apart. */
  addressKey(address: string): Buffer {
    return this.fingerprint('address', address.trim().toLowerCase());
  }

  /** @throws SealError */
  open<T>(place: string, sealed: Buffer): T {
    const ivAt = 1 + this.keyId.length;
    const tagAt = ivAt + ivLength;
    const bodyAt = tagAt + tagLength;
    if (sealed[0] !== version || !sealed.subarray(1, ivAt).equals(this.keyId))
      throw new SealError(
        'A stored value was sealed with another FIELD_KEY; put the old key back.',
      );
    try {
      const decipher = createDecipheriv(algorithm, this.key, sealed.subarray(ivAt, tagAt));
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(sealed.subarray(tagAt, bodyAt));
      const text = Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()]);
      return JSON.parse(text.toString('utf8')) as T;
    } catch {
      throw new SealError('A stored value is damaged or lies in the wrong row.');
    }
  }
}
