import type { ReadingLimits } from './mail-message';

const newline = 0x0a;
const dash = 0x2d;

/**
 * The message with no more bytes, headers and parts than the limits allow. Looks at each byte at
 * most a few times, whatever it holds.
 */
export function cutToLimits(
  raw: Uint8Array,
  limits: ReadingLimits,
): { bytes: Buffer; cut: string | null } {
  let bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const cuts: string[] = [];
  if (bytes.length > limits.bytes) {
    bytes = bytes.subarray(0, limits.bytes);
    cuts.push(`only the first ${inWords(limits.bytes)} were read`);
  }
  const bodyAt = endOfHeaders(bytes);
  if (bodyAt > limits.headerBytes) {
    const kept = bytes.lastIndexOf(newline, limits.headerBytes);
    const head = bytes.subarray(0, kept > 0 ? kept : limits.headerBytes);
    bytes = Buffer.concat([head, Buffer.from('\r\n\r\n'), bytes.subarray(bodyAt)]);
    cuts.push(`only the first ${inWords(limits.headerBytes)} of its headers were read`);
  }
  const lastPart = startOfLine(bytes, limits.parts);
  if (lastPart !== null) {
    bytes = bytes.subarray(0, lastPart);
    cuts.push(`only its first ${limits.parts.toLocaleString('en-GB')} parts were read`);
  }
  return { bytes, cut: cuts.length > 0 ? cuts.join('; ') : null };
}

/** Just after the first empty line; the length when there is none. */
export function endOfHeaders(bytes: Buffer): number {
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) {
    if (bytes[at + 1] === newline) return at + 2;
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === newline) return at + 3;
  }
  return bytes.length;
}

/** Where line number `most` + 1 of those that begin with `--` starts, or null. */
function startOfLine(bytes: Buffer, most: number): number | null {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) {
    if (bytes[at + 1] !== dash || bytes[at + 2] !== dash) continue;
    if (++count > most) return at + 1;
  }
  return null;
}

const inWords = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MB` : `${Math.round(bytes / 1024)} KB`;
