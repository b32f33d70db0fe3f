import type { DeliveryRow, Webhook } from '@app/cases';
import { londonDay, testKind, type WebhookKind, webhookKinds } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import { exactly, shortMoment } from '../words/when';

/** How a webhook goes, in a few words and a sentence. */
export function standingOf(webhook: Webhook, now: Temporal.Instant) {
  const today = londonDay(now);
  const { pausedAt, pausedWhy, failingSince, nextTryAt, answeredAt, waiting } = webhook;
  const left = waiting === 0 ? '' : ` ${exactly(waiting, 'delivery waits', 'deliveries wait')}.`;
  if (pausedAt !== null) {
    const why =
      pausedWhy === 'by-lead'
        ? `Paused by a lead since ${shortMoment(pausedAt, today)}.`
        : `Paused since ${shortMoment(pausedAt, today)}: it took nothing in for three days. Mend the receiver, then go on.`;
    return { tag: 'Paused', colour: pausedWhy === 'by-lead' ? 'grey' : 'red', text: why + left };
  }
  if (failingSince !== null)
    return {
      tag: 'Not answering',
      colour: 'orange',
      text: `It has taken nothing in since ${shortMoment(failingSince, today)}; tried again ${nextTryAt === null ? 'in a moment' : shortMoment(nextTryAt, today)}.${left}`,
    };
  if (answeredAt === null)
    return { tag: 'New', colour: 'blue', text: `Nothing has been sent to it yet.${left}` };
  return {
    tag: 'Answering',
    colour: 'green',
    text: `It last took something in ${shortMoment(answeredAt, today)}.${left}`,
  };
}

/** A webhook as the list shows it. */
export function webhookLine(webhook: Webhook, now: Temporal.Instant) {
  const { id, url, kinds, lastNumber } = webhook;
  return {
    id,
    url,
    told:
      kinds.length === Object.keys(webhookKinds).length
        ? 'Told of everything'
        : `Told of ${exactly(kinds.length, 'kind of event', 'kinds of event')}`,
    numbers: lastNumber === 0 ? 'no delivery yet' : `newest number ${lastNumber}`,
    standing: standingOf(webhook, now),
  };
}

const states = { waiting: 'Waits', sending: 'Under way', delivered: 'Taken in' } as const;

/** A delivery as the page of its webhook shows it. */
export function deliveryLine(row: DeliveryRow, now: Temporal.Instant) {
  const today = londonDay(now);
  return {
    number: row.number,
    kind: row.kind === testKind ? 'Test' : (webhookKinds[row.kind as WebhookKind] ?? row.kind),
    made: shortMoment(row.madeAt, today),
    state: states[row.state],
    tries: row.attempts,
    answer: row.answer ?? '',
    next: row.state === 'waiting' ? shortMoment(row.nextAt, today) : '',
  };
}

/** The kinds to choose from. */
export const kindChoices = (chosen: readonly string[]) =>
  Object.entries(webhookKinds).map(([value, text]) => ({
    value,
    text,
    checked: chosen.includes(value),
  }));
