import type { Webhook } from '@app/cases';
import { testKind, webhookKindNames, webhookKinds } from '@app/domain';
import { z } from 'zod';
import { instant } from '../json/api-schemas';
import { listOf, pageQuery } from '../json/lists';

const kinds = z
  .array(z.enum(webhookKindNames, `must each be one of ${webhookKindNames.join(', ')}`))
  .min(1, 'must name one or more')
  .describe(
    `What it is told of. ${Object.entries(webhookKinds)
      .map(([kind, meaning]) => `\`${kind}\`: ${meaning}`)
      .join('. ')}.`,
  );

const url = z
  .string()
  .describe('Where deliveries are posted: https, on the internet; redirects are not followed.');

export const webhookSchema: z.ZodType<Webhook> = z
  .strictObject({
    id: z.string(),
    url,
    kinds,
    createdAt: instant,
    pausedAt: instant.nullable().describe('Nothing is sent since then; numbers go on.'),
    pausedWhy: z
      .enum(['by-lead', 'not-answering'])
      .nullable()
      .describe('A lead paused it, or it took something in by no try of three days.'),
    lastNumber: z.int().describe('Number of the newest delivery; 0 before the first.'),
    oldestNumber: z.int().describe('Number of the oldest delivery that is still kept.'),
    waiting: z.int().describe('Deliveries it has not taken in.'),
    answeredAt: instant.nullable().describe('When it last took something in.'),
    failingSince: instant.nullable().describe('Since when it takes nothing in.'),
    nextTryAt: instant.nullable().describe('When it is tried again.'),
    formerUntil: instant.nullable().describe('Until then the former secret signs as well.'),
  })
  .meta({ id: 'Webhook', description: 'A program elsewhere that is told what happens.' });

export const webhookList = z
  .strictObject({ items: z.array(webhookSchema) })
  .meta({ id: 'WebhookList', description: 'All webhooks, the oldest first.' });

export const newWebhook = z
  .strictObject({ url: z.string().max(2000), kinds })
  .meta({ id: 'NewWebhook', description: 'A program that is to be told what happens.' });

const secret = z
  .string()
  .describe('Signs its deliveries, by Standard Webhooks 1.0. It is told this once.');

export const webhookMade = z
  .strictObject({ webhook: webhookSchema, secret })
  .meta({ id: 'WebhookMade', description: 'A new webhook with its secret.' });

export const newSecret = z
  .strictObject({
    secret,
    formerUntil: instant.nullable().describe('Until then the former secret signs as well.'),
  })
  .meta({ id: 'WebhookSecret', description: 'A new secret of a webhook.' });

export const testSent = z
  .strictObject({ number: z.int().describe('Of the test delivery.') })
  .meta({ id: 'WebhookTest', description: 'A test delivery is on its way.' });

const after = z
  .int('must be a whole number')
  .min(0, 'must be 0 or more')
  .max(Number.MAX_SAFE_INTEGER)
  .describe('The number of the last delivery you have, 0 for none.');

export const replayFrom = z
  .strictObject({ after })
  .meta({ id: 'WebhookReplay', description: 'Send everything after this one again.' });

export const replayed = z
  .strictObject({ deliveries: z.int().describe('How many are sent again.') })
  .meta({ id: 'WebhookReplayed', description: 'Deliveries are on their way again.' });

export const deliveriesQuery = pageQuery.extend({
  after: z.coerce
    .number('must be a whole number')
    .pipe(after)
    .default(0)
    .describe('The number of the last delivery you have, 0 for none.'),
});

/** The body of a delivery, as it is posted and as it is asked for. */
export const deliverySchema = z
  .strictObject({
    id: z.string().describe('The same whenever it is sent again; also in `webhook-id`.'),
    number: z.int().describe('1, 2, 3… for each webhook, without a gap.'),
    kind: z.enum([...webhookKindNames, testKind]),
    at: instant.describe('When it happened.'),
    data: z
      .record(z.string(), z.unknown())
      .describe(
        'Ids, refs and stages; nothing personal. `case` is as `GET /cases/{id}` gives it at that moment, without `parkedWhy`; `fact` as on the timeline, without what anybody wrote.',
      ),
  })
  .meta({ id: 'WebhookDelivery', description: 'What a webhook is told.' });

export const deliveryList = listOf(deliverySchema).meta({ id: 'WebhookDeliveryList' });
