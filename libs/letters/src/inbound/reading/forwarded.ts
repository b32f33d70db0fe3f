import { addressParser } from 'postal-mime';
import type { Mailbox, ReadMessage } from './mail-message';
import { splitNewest } from './newest-words';
import { type Field, fieldOf, fieldsAt, isForwardDivider, isQuoted, unquoted } from './quote-marks';

const forwardSubject = /^\s*(?:fw|fwd|wg|tr|yml|ymlaen|rv|enc|doorst)\s*(?:\[\d+\])?:\s*/i;

/**
 * The message that somebody passed on in this one: as a part of its own, or as text below the
 * heading that mail programs write. Null for an answer, which only quotes.
 */
export function forwardedIn(message: ReadMessage): ReadMessage | null {
  if (message.reports.length > 0 || message.contentType === 'multipart/report') return null;
  const [enclosed] = message.enclosed;
  if (enclosed) return enclosed;
  const lines = message.text.split('\n');
  const divider = lines.findIndex((line) => isForwardDivider(unquoted(line)));
  if (divider < 0 && !forwardSubject.test(message.subject)) return null;
  const rest = lines.slice(divider + 1);
  const below =
    divider >= 0 && isQuoted(rest.find((l) => l.trim() !== '') ?? '') ? rest.map(unquoted) : rest;
  const start = below.findIndex((_, n) => fieldsAt(below, n) > 0);
  return start < 0 ? null : fromText(below.slice(start), message);
}

function fromText(lines: readonly string[], around: ReadMessage): ReadMessage {
  const count = fieldsAt(lines, 0);
  const fields = new Map<Field, string>();
  let current: Field | null = null;
  for (const line of lines.slice(0, count)) {
    const found = fieldOf(line);
    if (found) {
      current = found.field;
      if (!fields.has(current)) fields.set(current, found.value);
    } else if (current) fields.set(current, `${fields.get(current) ?? ''} ${line.trim()}`.trim());
  }
  const text = lines.slice(count).join('\n').trim();
  const subject = fields.get('subject') ?? around.subject.replace(forwardSubject, '');
  return {
    ...around,
    headers: [...fields].map(([name, value]) => ({ name, value })),
    messageId: null,
    from: mailboxes(fields.get('from'))[0] ?? null,
    to: mailboxes(fields.get('to')),
    cc: mailboxes(fields.get('cc')),
    replyTo: [],
    deliveredTo: [],
    returnPath: null,
    date: null,
    subject,
    references: [],
    contentType: 'text/plain',
    reportType: '',
    text,
    ...splitNewest(text),
    forwarded: null,
    reports: [],
    enclosed: [],
    calendarMethod: null,
  };
}

/** Also "Sam Carter [mailto:sam@…]", as Outlook writes it. */
function mailboxes(value: string | undefined): Mailbox[] {
  const plain = (value ?? '')
    .slice(0, 2_000)
    .replace(/\[mailto:([^\]\s]+)\]|\(mailto:([^)\s]+)\)/gi, '<$1$2>');
  return addressParser(plain.replaceAll(';', ','), { flatten: true })
    .map(({ name, address }) => ({ name, address: (address ?? '').toLowerCase() }))
    .filter(({ address }) => address.includes('@'));
}
