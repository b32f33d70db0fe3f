import { type HandKind, handKinds, type LetterPreview, longestTexts } from '@app/cases';
import type { Suppression } from '@app/domain';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { caseSchema } from './case.schemas';

const suppressions = [
  'deregistered',
  'opted-out',
  'person-opted-out',
  'bounced',
  'objected',
  'wrong-person',
] as const satisfies readonly Suppression[];

export const suppression = z
  .enum(suppressions)
  .describe('Why letters are kept back: what the site or person said, or what its address is.');

export const newLetter = z
  .strictObject({
    kind: z
      .enum(handKinds)
      .describe(
        '`ask` starts the wait for an answer; `reminder` is the letter of a running clock.',
      ),
    recipient: z
      .string()
      .min(1)
      .max(100)
      .default('provider')
      .describe('`provider`, or a person of the case by name or ref; not for `reminder`.'),
    text: z
      .string()
      .max(longestTexts.text)
      .optional()
      .describe('For `ask` what is asked about, in a line; for `free` the letter, line by line.'),
    title: z.string().max(longestTexts.title).optional().describe('For `free`: its heading.'),
    clock: z
      .string()
      .max(100)
      .optional()
      .describe('For `reminder`: whose letter, as the clock or `clock:person`; else the first.'),
    about: z
      .string()
      .max(100)
      .optional()
      .describe('For `joiner` and `owner-change`: the person it is about, by name or ref.'),
    askedFor: z
      .string()
      .max(longestTexts.askedFor)
      .optional()
      .describe('That its reader asked for it, and how: it then goes though they get no letters.'),
  })
  .meta({ id: 'NewLetter', description: 'A letter to be sent by hand.' });

export type NewLetterInput = z.output<typeof newLetter>;

export const letterPreview = z
  .strictObject({
    to: z.strictObject({ name: z.string().nullable(), address: z.string() }),
    sendFrom: instant.describe('It goes no earlier than this.'),
    day: day.describe('The Europe/London day it goes.'),
    joins: z.boolean().describe('It joins a letter that waits to be sent to the same address.'),
    waitsADay: z.boolean().describe('One has gone to this address today, so it goes later.'),
    inSpiteOf: suppression.nullable(),
    awayUntil: instant.nullable().describe('Its reader is away until then.'),
    subject: z.string(),
    text: z.string().describe('Word for word, but for the secret endings of its links.'),
  })
  .meta({ id: 'LetterPreview', description: 'Exactly what would be sent, when and to whom.' });

export const letterPlanned = z
  .strictObject({
    letterId: z.string(),
    day: day.describe('The Europe/London day it goes.'),
    joined: z.boolean().describe('It went into a letter that waited to be sent.'),
    case: caseSchema,
  })
  .meta({ id: 'LetterPlanned', description: 'A letter put into the send ledger.' });

/** The wish behind a body; people are named as the sender knows them. */
export const wishOf = ({ kind, recipient, text, about, ...rest }: NewLetterInput) => ({
  kind: kind satisfies HandKind,
  recipient: recipient === 'provider' ? recipient : `person:${recipient}`,
  about: kind === 'ask' ? (text ?? null) : null,
  title: rest.title ?? null,
  text: kind === 'ask' ? null : (text ?? null),
  clock: rest.clock ?? null,
  person: about ?? null,
  askedFor: rest.askedFor ?? null,
});

export const presentLetterPreview = ({
  sendFrom,
  awayUntil,
  html: _,
  version: __,
  ...rest
}: LetterPreview): z.output<typeof letterPreview> => ({
  ...rest,
  sendFrom: sendFrom.toString(),
  awayUntil: awayUntil?.toString() ?? null,
});
