import { messageStatuses } from '@app/letters';
import { z } from 'zod';
import { instant } from '../json/api-schemas';
import { listOf, pageQuery } from '../json/lists';

const mailKinds = [
  'human',
  'thanks',
  'out-of-office',
  'delivery-failure',
  'delivery-delay',
  'delivery-success',
  'read-receipt',
  'list',
  'other-machine',
] as const;

const mailbox = z.strictObject({ name: z.string(), address: z.string() });

const summaryFields = {
  id: z.string(),
  status: z
    .enum(messageStatuses)
    .describe('`tray`: somebody must say where it belongs. `machine`: a program wrote it.'),
  kind: z.enum(mailKinds).nullable().describe('What it is; null when it could not be read.'),
  receivedAt: instant.describe('When the mail server had it.'),
  from: mailbox
    .nullable()
    .describe('In lists the address is masked: `s***@home.example`. One message has it in full.'),
  subject: z.string(),
  excerpt: z.string().describe('The first of what they wrote now, on one line.'),
  letterId: z.string().nullable().describe('The letter it answers or reports on.'),
  homes: z
    .array(z.strictObject({ caseId: z.string(), locationId: z.string(), name: z.string() }))
    .describe('Where it is filed.'),
};

const summarySchema = z
  .strictObject(summaryFields)
  .meta({ id: 'InboundSummary', description: 'A message that came in.' });

export const inboundList = listOf(summarySchema).meta({ id: 'InboundList' });

export const inboundQuery = pageQuery.extend({
  status: z.enum(messageStatuses).default('tray').describe('Which messages.'),
});

export const messageSchema = z
  .strictObject({
    ...summaryFields,
    forwardedBy: mailbox.nullable().describe('The officer who passed it on.'),
    to: z.array(mailbox),
    date: z.string().nullable().describe('As the sender claims.'),
    newest: z.string().describe('What they wrote now.'),
    quoted: z.string().describe('The letters below it.'),
    why: z.array(z.string()).describe('Why it is taken for what it is: sentences.'),
    threadedBy: z.enum(['letter', 'sender']).nullable(),
    keyword: z.string().nullable().describe('The word of ours with which they answer.'),
    missing: z.array(z.string()).describe('What is not here, and why: sentences.'),
    guesses: z
      .array(
        z.strictObject({
          caseId: z.string(),
          locationId: z.string(),
          home: z.string(),
          town: z.string().nullable(),
          isOpen: z.boolean(),
          why: z.array(z.string()),
        }),
      )
      .describe('Cases it may belong to, likeliest first.'),
    attachments: z.array(
      z.strictObject({
        seq: z.int(),
        name: z.string(),
        type: z.string().describe('As the sender says; not to be believed.'),
        size: z.int().describe('Bytes.'),
        kept: z.boolean().describe('False: too large, in the mailbox only.'),
      }),
    ),
    settledAt: instant.nullable(),
    settledBy: z.string().nullable(),
  })
  .meta({ id: 'InboundMessage', description: 'A message that came in, with all that it says.' });

export const filing = z
  .strictObject({
    caseIds: z.array(z.uuid()).min(1).max(20).describe('The cases it belongs to.'),
  })
  .meta({ id: 'Filing' });
