import { londonDay } from '@app/domain';
import { type Temporal } from 'temporal-polyfill';
import { awayCount, receivedCount, saysGoneForGood, saysItIsAutomatic } from './away-words';
import { type BounceText, readBounceText } from './bounce-text';
import { type Classification, isOurMessageId, type Reader } from './classification';
import { type Recipient, recipientsIn, reportBlocks } from './delivery-report';
import { isOnlyThanks, keywordIn } from './human-words';
import { isMailServer, listSign, precedence, programSign } from './machine-headers';
import { headerOf, type ReadMessage } from './mail-message';
import { returnDay } from './return-day';
import {
  automaticSubject,
  isAnswerSubject,
  isDeliverySubject,
  isReceiptSubject,
} from './subject-marks';
import { weigh } from './weigh';

/**
 * Says what a message is: a person's answer, or one of the kinds of machine mail. Reports in the
 * forms of RFC 3464 and headers of RFC 3834 are believed first; words and subjects count only with
 * one another, so that a person who writes "I was out of the office" stays a person.
 */
export function classify(message: ReadMessage, reader: Reader): Classification {
  return (
    ownMail(message, reader) ??
    report(message, reader) ??
    receipt(message, reader) ??
    calendar(message) ??
    fromProgram(message, reader) ??
    fromList(message, reader) ??
    byWords(message, reader) ??
    fromPerson(message)
  );
}

/** A letter of ours that came back to us: a loop, or a mailbox that is forwarded to itself. */
function ownMail(message: ReadMessage, reader: Reader): Classification | null {
  if (message.messageId && isOurMessageId(message.messageId, reader))
    return machine('It is a letter of ours that came back: its Message-ID is ours.');
  const from = message.from?.address.replace(/\+[^@]*@/, '@') ?? '';
  return reader.ownAddresses.includes(from)
    ? machine('It comes from the address we send from ourselves.')
    : null;
}

const machine = (why: string): Classification => ({ kind: 'other-machine', why });

function report(message: ReadMessage, reader: Reader): Classification | null {
  if (message.reports.some(({ type }) => type === 'message/feedback-report') && isReport(message))
    return machine('It is an abuse report: somebody marked a letter as spam.');
  const parts = message.reports.filter(({ type }) => type.endsWith('delivery-status'));
  if (parts.length === 0) return null;
  if (!isReport(message) && !isMailServer(message) && message.returnPath !== '') return null;
  const blocks = parts.flatMap(({ text }) => reportBlocks(text));
  const recipients = recipientsIn(blocks);
  if (recipients.length === 0) return null;
  const stated = blocks.map((b) => b.get('original-message-id') ?? b.get('x-original-message-id'));
  const originalMessageId = originalId(message, reader, stated);
  const kind = outcomeOf(recipients);
  const deliveries = recipients.map(({ action: _, ...delivery }) => delivery);
  const permanent =
    kind === 'delivery-failure' &&
    recipients.some(({ action, cause }) => action === 'failed' && cause === 'no-such-address');
  const why = `It is a delivery report (RFC 3464): ${told[kind]}.`;
  return { kind, deliveries, originalMessageId, permanent, why };
}

const isReport = (message: ReadMessage): boolean => message.contentType === 'multipart/report';

const told = {
  'delivery-failure': 'the letter was not delivered',
  'delivery-delay': 'the letter is late, and the server goes on trying',
  'delivery-success': 'the letter was delivered',
} as const;

function outcomeOf(recipients: readonly Recipient[]): keyof typeof told {
  if (recipients.some(({ action }) => action === 'failed')) return 'delivery-failure';
  if (recipients.some(({ action }) => action === 'delayed')) return 'delivery-delay';
  return 'delivery-success';
}

/** The letter a report is about: the first Message-ID of ours it shows, else the first of any. */
function originalId(
  message: ReadMessage,
  reader: Reader,
  stated: readonly (string | undefined)[] = [],
): string | null {
  const inText = [
    ...message.text.matchAll(/^[\s>]*(?:x-original-)?message-id:\s*<?([^<>\s]{3,300})>?/gim),
  ];
  const all = [
    ...stated.map((id) => id?.trim().replace(/^<|>$/g, '')),
    ...message.enclosed.flatMap(({ messageId }) => messageId ?? []),
    ...inText.map(([, id]) => id),
    ...message.references,
  ].filter((id): id is string => id !== undefined && id !== '');
  return all.find((id) => isOurMessageId(id, reader)) ?? all[0] ?? null;
}

function receipt(message: ReadMessage, reader: Reader): Classification | null {
  const part = message.reports.find(({ type }) => type.endsWith('disposition-notification'));
  const stated = part && reportBlocks(part.text).map((block) => block.get('original-message-id'));
  const originalMessageId = originalId(message, reader, stated);
  if (part && (isReport(message) || message.reportType !== ''))
    return { kind: 'read-receipt', originalMessageId, why: 'It is a read receipt (RFC 8098).' };
  const saysRead =
    /\b(?:was (?:read|displayed|opened|deleted without being read)\b|is a (?:return )?receipt for the (?:mail|message))/i;
  return isReceiptSubject(message.subject) && saysRead.test(message.text.slice(0, 2_000))
    ? {
        kind: 'read-receipt',
        originalMessageId,
        why: 'Its subject and words are those of a read receipt.',
      }
    : null;
}

function calendar({ calendarMethod, subject, text }: ReadMessage): Classification | null {
  if (calendarMethod) return machine(`It is a calendar message (${calendarMethod}).`);
  return /^recall: /i.test(subject) && /would like to recall/i.test(text)
    ? machine('It asks to take back an earlier message.')
    : null;
}

function fromProgram(message: ReadMessage, reader: Reader): Classification | null {
  const sign = programSign(message);
  if (!sign && !(isMailServer(message) && isDeliverySubject(message.subject))) return null;
  const why = sign ?? 'It comes from a mail server.';
  const isAway = saysAway(message, reader);
  const aboutDelivery =
    isMailServer(message) ||
    isDeliverySubject(message.subject) ||
    headerOf(message, 'x-failed-recipients') !== null;
  if (aboutDelivery) {
    const bounce = bounceOf(message, reader);
    if (bounce) return fromBounce(bounce, message, reader, why);
  }
  const isAcknowledged = isAcknowledgement(message) && !tellsOnlyADay(message, reader);
  if (isAway && !saysGoneForGood(message.text) && !isAcknowledged)
    return awayMessage(message, reader, why);
  if (!isAway && message.returnPath === '') {
    const bounce = bounceOf(message, reader);
    if (bounce && bounce.dialect !== 'a mail server')
      return fromBounce(bounce, message, reader, why);
  }
  return fromList(message, reader) ?? machine(why);
}

/** By its subject, by its words, or since it only tells a day. */
function saysAway(message: ReadMessage, reader: Reader): boolean {
  const words = message.newest || message.text;
  if (automaticSubject(message.subject) !== null || awayCount(words) > 0) return true;
  return tellsOnlyADay(message, reader);
}

/** "Shall be in again on Tuesday": a day of return, and at most thanks for the message beside it. */
function tellsOnlyADay(message: ReadMessage, reader: Reader): boolean {
  const words = message.newest || message.text;
  return receivedCount(words) <= 1 && returnDay(words, writtenOn(message, reader)) !== null;
}

/** More words of having received something than of being away. */
const isAcknowledgement = (message: ReadMessage): boolean =>
  automaticSubject(message.subject) === null
    ? receivedCount(message.newest) > awayCount(message.newest)
    : awayCount(message.newest) === 0 && receivedCount(message.newest) > 0;

function bounceOf(message: ReadMessage, reader: Reader): BounceText | null {
  return readBounceText(
    message.text,
    headerOf(message, 'x-failed-recipients'),
    reader.ownAddresses,
  );
}

function fromBounce(
  bounce: BounceText,
  message: ReadMessage,
  reader: Reader,
  sign: string,
): Classification {
  const kind = `delivery-${bounceKinds[bounce.outcome]}` as const;
  return {
    kind,
    deliveries: bounce.deliveries,
    originalMessageId: originalId(message, reader),
    permanent:
      kind === 'delivery-failure' &&
      bounce.deliveries.some(({ cause }) => cause === 'no-such-address'),
    why: `${sign} Its words are those of ${bounce.dialect}: ${told[kind]}.`,
  };
}

const bounceKinds = { failed: 'failure', delayed: 'delay', delivered: 'success' } as const;

function awayMessage(message: ReadMessage, reader: Reader, why: string): Classification {
  const written = writtenOn(message, reader);
  const returnOn =
    returnDay(message.newest || message.text, written) ?? returnDay(message.subject, written);
  const until = returnOn ? ` Back on ${returnOn.toString()}.` : ' It does not say until when.';
  return { kind: 'out-of-office', returnOn, why: `${why} It says that somebody is away.${until}` };
}

/** The day it was written; a date more than two weeks from its arrival is not believed. */
function writtenOn(message: ReadMessage, { receivedAt }: Reader): Temporal.PlainDate {
  const claimed = message.date;
  const apart = claimed ? Math.abs(claimed.since(receivedAt).total('hours')) : Infinity;
  const moment = claimed && apart <= 14 * 24 ? claimed : receivedAt;
  return londonDay(moment);
}

/** A person's answer that went through a group mailbox still is one. */
function fromList(message: ReadMessage, reader: Reader): Classification | null {
  const sign = listSign(message);
  const many = /^(?:list|bulk|junk)$/.test(precedence(message));
  if (!sign && !many) return null;
  if (isAnswerToUs(message, reader)) return null;
  return {
    kind: 'list',
    why: sign
      ? `It was sent to many: it carries the header ${sign}.`
      : `It was sent to many: its header Precedence says "${precedence(message)}".`,
  };
}

const isAnswerToUs = (message: ReadMessage, reader: Reader): boolean =>
  message.newest !== '' &&
  isAnswerSubject(message.subject) &&
  (message.references.some((id) => isOurMessageId(id, reader)) ||
    [...message.to, ...message.cc].some(
      ({ address }) =>
        address.includes('+') && reader.ownAddresses.includes(address.replace(/\+[^@]*@/, '@')),
    ));

/** Machines that leave no sure sign: several weaker ones have to agree. */
function byWords(message: ReadMessage, reader: Reader): Classification | null {
  if (isDeliverySubject(message.subject) && message.references.length === 0) {
    const bounce = bounceOf(message, reader);
    const [first] = bounce?.deliveries ?? [];
    if (bounce && first?.address && (first.status || /\b[45]\d\d[ -]/.test(first.said)))
      return fromBounce(bounce, message, reader, 'Its subject is that of a delivery report.');
  }
  const verdict = weigh(message);
  if (!verdict) return null;
  if (verdict.kind === 'away') return awayMessage(message, reader, verdict.why);
  return machine(verdict.why);
}

function fromPerson(message: ReadMessage): Classification {
  if (isReaction(message))
    return { kind: 'thanks', why: 'It is a reaction to our letter, such as a thumbs up.' };
  const files = message.attachments.filter(({ inline }) => !inline).length;
  if (files === 0 && isOnlyThanks(message.newest, message.from))
    return { kind: 'thanks', why: 'Their newest words say thank you and nothing more.' };
  const keyword = keywordIn(message.newest);
  const blank = message.newest === '' && files === 0 && message.forwarded === null;
  return { kind: 'human', keyword, blank, why: reasonFor(keyword, blank, message) };
}

function reasonFor(keyword: string | null, blank: boolean, message: ReadMessage): string {
  if (keyword) return `A person answers with the word ${keyword}.`;
  if (blank) return 'A person sent it, but there is nothing new in it that can be read.';
  return saysItIsAutomatic(message.newest)
    ? 'It says it is automatic, but nothing else shows it: taken for a person, to lose nobody.'
    : 'Nothing shows that a machine wrote it.';
}

const isReaction = ({ attachments, newest, text }: ReadMessage): boolean =>
  attachments.some(({ type }) => type === 'text/vnd.google.email-reaction+json') ||
  /^.{1,80} reacted to your message:?\s*\p{Extended_Pictographic}?/u.test(newest || text);
