import PostalMime, { type Address, type Attachment, decodeWords, type Email } from 'postal-mime';
import { Temporal } from 'temporal-polyfill';
import { attachmentName, clean, plainLines } from './clean-text';
import { cutToLimits, endOfHeaders } from './cut-to-limits';
import { forwardedIn } from './forwarded';
import { htmlToText } from './html-to-text';
import { joinLines, withLineEnds } from './join-lines';
import type { Mailbox, MailHeader, ReadingLimits, ReadMessage } from './mail-message';
import { splitNewest } from './newest-words';
import { signedContent } from './signed-content';

/**
 * Reads one message as it came. Never throws and never fetches anything; what goes beyond the limits
 * or is broken is left out, and `cut` says so. The time it takes grows with the size of the message,
 * whatever is in it.
 */
export async function readMessage(raw: Uint8Array, limits: ReadingLimits): Promise<ReadMessage> {
  const { bytes, cut } = cutToLimits(raw, limits);
  try {
    return await build(await parse(bytes, limits), limits, cut);
  } catch {
    const because = 'it is broken or folded too deep, so only its headers were read';
    const whole = cut ? `${cut}; ${because}` : because;
    return headersOnly(bytes, limits, whole);
  }
}

async function headersOnly(
  bytes: Buffer,
  limits: ReadingLimits,
  cut: string,
): Promise<ReadMessage> {
  const head = bytes.subarray(0, Math.min(endOfHeaders(bytes), limits.headerBytes));
  try {
    return await build(await parse(withoutType(head), limits), limits, cut);
  } catch {
    return build({ headers: [], headerLines: [], attachments: [] }, limits, cut);
  }
}

/** Without the header that says how the body is folded, since there is no body to read. */
const withoutType = (head: Buffer): Buffer =>
  Buffer.from(head.toString('latin1').replace(/^content-/gim, 'x-content-'), 'latin1');

async function parse(whole: Buffer, limits: ReadingLimits): Promise<Email> {
  const { bytes, joined } = joinLines(whole);
  const email = await PostalMime.parse(bytes, {
    forceRfc822Attachments: true,
    maxNestingDepth: limits.depth,
    maxHeadersSize: limits.headerBytes * 4,
    maxRfc822NestingDepth: 0,
  });
  if (joined)
    for (const part of email.attachments)
      if (/^(?:text|message)\//.test(part.mimeType)) part.content = withLineEnds(bytesOf(part));
  return email;
}

async function build(
  email: Email,
  limits: ReadingLimits,
  cut: string | null,
): Promise<ReadMessage> {
  const headers = email.headers.map(({ key, value }) => ({
    name: clean(key),
    value: clean(decodeWords(value)).trim(),
  }));
  const first = (name: string): string | null =>
    headers.find((header) => header.name === name)?.value ?? null;
  const type = first('content-type') ?? 'text/plain';
  const parts = email.attachments.map((part) => ({ ...part, bytes: bytesOf(part) }));
  const signed = await signedContent(parts, async (inner) =>
    limits.enclosedDepth > 0 ? readMessage(inner, deeper(limits)) : null,
  );
  const text = bodyText(email, limits) || (signed?.text ?? '');
  const subject = plainLines(email.subject ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const split = splitNewest(text);
  const message: ReadMessage = {
    headers,
    messageId: idsIn(first('message-id'))[0] ?? null,
    from: mailboxes(email.from ? [email.from] : [])[0] ?? null,
    to: mailboxes(email.to),
    cc: mailboxes(email.cc),
    replyTo: mailboxes(email.replyTo),
    deliveredTo: deliveredTo(headers),
    returnPath: returnPath(first('return-path')),
    date: instant(email.date),
    subject,
    contentType: mediaType(type),
    reportType: /report-type\s*=\s*"?([a-z-]+)/i.exec(type)?.[1]?.toLowerCase() ?? '',
    references: references(first('in-reply-to'), first('references')),
    text,
    newest: split.newest,
    quoted: split.quoted,
    forwarded: null,
    reports: parts.filter(isReport).map((part) => ({
      type: part.mimeType,
      text: plainLines(decoded(part.bytes, limits)),
    })),
    enclosed: await enclosedIn(parts, limits),
    calendarMethod:
      parts
        .find((part) => part.method)
        ?.method?.replace(/[^A-Z]/g, '')
        .slice(0, 20) || calendarMethod(parts),
    attachments: [...files(parts, limits), ...(signed?.attachments ?? [])],
    cut: cut && clean(cut),
  };
  return { ...message, forwarded: forwardedIn(message) };
}

type Part = Attachment & { bytes: Uint8Array };

const bytesOf = ({ content }: Attachment): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);

const decoded = (bytes: Uint8Array, limits: ReadingLimits): string =>
  new TextDecoder().decode(bytes.subarray(0, limits.textCharacters));

/** The plain part where it says anything; else the HTML part. */
function bodyText(email: Email, limits: ReadingLimits): string {
  const plain = plainLines((email.text ?? '').slice(0, limits.textCharacters)).trim();
  if (/[\p{L}\p{N}\p{S}]/u.test(plain)) return plain;
  return plainLines(htmlToText((email.html ?? '').slice(0, limits.textCharacters * 5)))
    .slice(0, limits.textCharacters)
    .trim();
}

const reportTypes =
  /^message\/(delivery-status|global-delivery-status|disposition-notification|global-disposition-notification|feedback-report)$/;
const isReport = (part: Attachment): boolean => reportTypes.test(part.mimeType);

const enclosedTypes =
  /^(message\/(rfc822|global|rfc822-headers|global-headers)|text\/rfc822(-headers)?)$/;

async function enclosedIn(parts: readonly Part[], limits: ReadingLimits): Promise<ReadMessage[]> {
  const found: ReadMessage[] = [];
  if (limits.enclosedDepth === 0) return found;
  for (const part of parts.filter(({ mimeType }) => enclosedTypes.test(mimeType)).slice(0, 5))
    found.push(await readMessage(part.bytes, deeper(limits)));
  return found;
}

const deeper = (limits: ReadingLimits): ReadingLimits => ({
  ...limits,
  enclosedDepth: limits.enclosedDepth - 1,
});

function files(parts: readonly Part[], limits: ReadingLimits): ReadMessage['attachments'] {
  return parts
    .filter((part) => !isReport(part) && !enclosedTypes.test(part.mimeType))
    .slice(0, limits.attachments)
    .map((part, n) => ({
      name: attachmentName(part.filename, part.mimeType, n + 1),
      type: clean(part.mimeType).slice(0, 100),
      size: part.bytes.length,
      content: part.bytes,
      inline: part.disposition === 'inline' || part.related === true,
    }));
}

/** METHOD inside the calendar itself, for senders that leave it out of the part's type. */
function calendarMethod(parts: readonly Part[]): string | null {
  const calendar = parts.find(
    ({ mimeType, disposition }) => mimeType === 'text/calendar' && disposition !== 'attachment',
  );
  if (!calendar) return null;
  const text = new TextDecoder().decode(calendar.bytes.subarray(0, 4_000));
  return /^METHOD:([A-Z]{1,20})/m.exec(text)?.[1] ?? null;
}

const mediaType = (type: string): string =>
  clean(type.split(';')[0] ?? '')
    .trim()
    .toLowerCase()
    .slice(0, 100) || 'text/plain';

const mostAddresses = 200;

function mailboxes(addresses: readonly Address[] | undefined): Mailbox[] {
  return (addresses ?? [])
    .flatMap((address) => address.group ?? [address])
    .slice(0, mostAddresses)
    .map(({ name, address }) => ({
      name: clean(name ?? '')
        .replace(/\s+/g, ' ')
        .trim(),
      address: clean(address ?? '')
        .trim()
        .toLowerCase(),
    }))
    .filter(({ address }) => address !== '');
}

const deliveryHeaders = new Set([
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-forwarded-to',
  'x-delivered-to',
  'x-real-to',
  'x-ms-exchange-organization-originalenveloperecipients',
]);

function deliveredTo(headers: readonly MailHeader[]): string[] {
  const found = headers
    .filter(({ name }) => deliveryHeaders.has(name))
    .flatMap(
      ({ value }) => value.slice(0, 2_000).match(/[^\s<>,;"]{1,128}@[^\s<>,;"]{1,255}/g) ?? [],
    )
    .map((address) => address.toLowerCase());
  return [...new Set(found)].slice(0, mostAddresses);
}

function returnPath(value: string | null): string | null {
  if (value === null) return null;
  const address = /([^\s<>]+@[^\s<>]+)/.exec(value.slice(0, 1_000))?.[1];
  return address?.toLowerCase() ?? '';
}

function instant(date: string | undefined): Temporal.Instant | null {
  try {
    return date ? Temporal.Instant.from(date) : null;
  } catch {
    return null;
  }
}

const mostReferences = 100;

function references(inReplyTo: string | null, others: string | null): string[] {
  const all = [...idsIn(inReplyTo), ...idsIn(others).reverse()];
  return [...new Set(all)].slice(0, mostReferences);
}

/** Message-IDs of a header, without brackets; also one that stands bare. */
function idsIn(value: string | null): string[] {
  if (!value) return [];
  const text = value.slice(0, 20_000);
  const bracketed = [...text.matchAll(/<([^<>\s]{1,500})>/g)].map(([, id]) => id as string);
  if (bracketed.length > 0) return bracketed;
  return text.match(/[^\s<>,"]{1,250}@[^\s<>,"]{1,250}/g) ?? [];
}
