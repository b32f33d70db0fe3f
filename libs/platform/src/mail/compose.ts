import * as mimeFuncs from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import * as quotedPrintable from 'nodemailer/lib/qp';
import type { Temporal } from 'temporal-polyfill';
import { oneLine, wireAddress } from './mail-address';
import type { MailAddress, MailMessage } from './mail-transport';

/** A message whose recipient is known. */
export type AddressedMessage = MailMessage & { to: MailAddress };

/** Longest line that goes out as it is; longer ones are folded by quoted-printable. */
const lineLength = 76;

/**
 * Writes the letter as the server will get it: headers, text part, HTML part. It is what nodemailer
 * would compose (a test holds the two against one another), at a fraction of the work.
 */
export function compose(from: MailAddress, message: AddressedMessage): Buffer {
  const boundary = `=_${message.messageId.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)}`;
  const headers = [
    'Auto-Submitted: auto-generated',
    header('From', clean(from)),
    header('To', clean(message.to)),
    ...replyHeader(message.replyTo),
    ...(message.stopUrl ? stopHeader(message.stopUrl) : []),
    header('Subject', oneLine(message.subject)),
    header('Message-ID', message.messageId.replace(/[^\x21-\x7e]/g, '')),
    `Date: ${mailDate(message.at)}`,
    'MIME-Version: 1.0',
    fold(`Content-Type: multipart/alternative; boundary="${boundary}"`),
  ];
  const raw = `${headers.join('\r\n')}\r\n\r\n--${boundary}\r\n${part('plain', message.text)}\r\n--${boundary}\r\n${part('html', message.html)}\r\n--${boundary}--\r\n`;
  return Buffer.from(raw, 'utf8');
}

/** Answers come back to the sender rather than go astray. */
function replyHeader(replyTo: MailAddress | null): string[] {
  if (!replyTo || wireAddress(replyTo.address) === null) return [];
  return [header('Reply-To', clean(replyTo))];
}

/** Longest address of a page that goes into a header; folding would break it. */
const longestUrl = 900;

/**
 * List-Unsubscribe (RFC 2369). Only the address of a page can stand in it: anything else, and any
 * sign that could end the header or the brackets around it, and the letter goes without.
 */
function stopHeader(stopUrl: string): string[] {
  const isPlain = /^https?:\/\/[\x21-\x7e]+$/.test(stopUrl) && !/[<>"\\,]/.test(stopUrl);
  return isPlain && URL.canParse(stopUrl) && stopUrl.length <= longestUrl
    ? [`List-Unsubscribe: <${stopUrl}>`]
    : [];
}

function clean({ name, address }: MailAddress): { name: string; address: string } {
  return { name: oneLine(name ?? ''), address: wireAddress(address) ?? oneLine(address) };
}

function header(key: string, value: string | { name: string; address: string }): string {
  return fold(`${key}: ${MimeNode.encodeHeaderValue(key, value)}`);
}

const fold = (line: string): string => mimeFuncs.foldLines(line, lineLength);

function part(subtype: 'plain' | 'html', content: string): string {
  const plain = mimeFuncs.isPlainText(content) && !mimeFuncs.hasLongerLines(content, lineLength);
  const encoding = plain ? '7bit' : 'quoted-printable';
  const lines = content.replace(/\r?\n/g, '\r\n');
  const body = plain ? lines : quotedPrintable.wrap(quotedPrintable.encode(lines));
  return `Content-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const months = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

/** `Thu, 24 Dec 2026 09:00:00 +0000` (RFC 5322). */
function mailDate(at: Temporal.Instant): string {
  const utc = at.toZonedDateTimeISO('UTC');
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${weekdays[utc.dayOfWeek - 1]}, ${two(utc.day)} ${months[utc.month - 1]} ${utc.year}`;
  return `${day} ${two(utc.hour)}:${two(utc.minute)}:${two(utc.second)} +0000`;
}
