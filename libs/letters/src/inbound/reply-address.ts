import { timingSafeEqual } from 'node:crypto';
import { ConfigError, readMailFrom, type Sealer } from '@app/platform';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** 16 bytes of letter id, and 60 bits that only we can make, five bits a character. */
const idLength = 26;
const macLength = 12;

/** RFC 5321, section 4.5.3.1.1: octets before the `@`. */
const longestLocalPart = 64;
const longestMailbox = longestLocalPart - '+r.'.length - idLength - '.'.length - macLength;

const signed = new RegExp(`\\+r\\.([a-z2-7]{${idLength}})\\.([a-z2-7]{${macLength}})@[^@]+$`);

/**
 * The address that a reply to this letter is to come to: `caseload+r.<letter>.<proof>@…`. It stays
 * good when a mail program changes capitals to small letters. The proof is made with the field key,
 * so that nobody who knows one address can make another.
 * @param mailFrom MAIL_FROM: whose mailbox must take mail for `mailbox+anything`
 * @throws ConfigError when MAIL_FROM is longer before the `@` than leaves room for the letter
 */
export function signedReplyAddress(sealer: Sealer, mailFrom: string, letterId: string): string {
  const { address } = readMailFrom(mailFrom);
  const at = address.lastIndexOf('@');
  const mailbox = address.slice(0, at);
  if (Buffer.byteLength(mailbox) > longestMailbox)
    throw new ConfigError(
      `MAIL_FROM must have at most ${longestMailbox} characters before the @ when IMAP_URL is set.`,
    );
  const id = base32(Buffer.from(letterId.replaceAll('-', ''), 'hex'));
  return `${mailbox}+r.${id}.${proofOf(sealer, id)}${address.slice(at)}`;
}

/**
 * The letter whose reply address this is; null when it is none, or was made by somebody else.
 * Whatever a server on the way puts before it (BATV, for one) does not matter.
 */
export function readReplyAddress(sealer: Sealer, address: string): string | null {
  const [, id, proof] = signed.exec(address.trim().toLowerCase()) ?? [];
  if (id === undefined || proof === undefined) return null;
  if (!timingSafeEqual(Buffer.from(proof), Buffer.from(proofOf(sealer, id)))) return null;
  const hex = fromBase32(id).toString('hex');
  return [0, 8, 12, 16, 20].map((from, i) => hex.slice(from, [8, 12, 16, 20, 32][i])).join('-');
}

const proofOf = (sealer: Sealer, id: string): string =>
  base32(sealer.fingerprint('reply-address', id)).slice(0, macLength);

/** RFC 4648, section 6, in small letters and without padding. */
function base32(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const length = Math.ceil((bytes.length * 8) / 5);
  bits <<= BigInt(length * 5 - bytes.length * 8);
  let text = '';
  for (let i = length - 1; i >= 0; i--) text += alphabet[Number((bits >> BigInt(i * 5)) & 31n)];
  return text;
}

function fromBase32(text: string): Buffer {
  const length = Math.floor((text.length * 5) / 8);
  let bits = 0n;
  for (const character of text) bits = (bits << 5n) | BigInt(alphabet.indexOf(character));
  bits >>= BigInt(text.length * 5 - length * 8);
  return Buffer.from(bits.toString(16).padStart(length * 2, '0'), 'hex');
}
