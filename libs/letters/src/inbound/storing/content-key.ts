import { createHash } from 'node:crypto';
import type { Sealer } from '@app/platform';

/** What a server on the way adds or changes plays no part, so that two deliveries are one message. */
const telling = new Set([
  'message-id',
  'from',
  'to',
  'date',
  'subject',
  'in-reply-to',
  'references',
]);

/**
 * By what a message is recognised when it is delivered or fetched again: a keyed hash of its
 * Message-ID, sender, recipients, date, subject, what it answers, and body. A Message-ID alone can be
 * repeated by another sender, and some programs give none.
 */
export function contentKey(sealer: Sealer, raw: Buffer): Buffer {
  const { head, body } = split(raw);
  const lines = head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => telling.has(line.slice(0, line.indexOf(':')).trim().toLowerCase()))
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .sort();
  const digest = createHash('sha256');
  for (const line of lines) digest.update(`${line}\n`);
  digest.update('\n').update(withoutTrail(body));
  return sealer.fingerprint('inbound-message', digest.digest('hex'));
}

function split(raw: Buffer): { head: string; body: Buffer } {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0);
  const end = ends.length > 0 ? Math.min(...ends) : raw.length;
  return { head: raw.subarray(0, end).toString('latin1'), body: raw.subarray(end) };
}

/** Servers disagree about the empty lines at the end, and some send bare line feeds. */
function withoutTrail(body: Buffer): string {
  return body.toString('latin1').replace(/\r\n/g, '\n').trim();
}
