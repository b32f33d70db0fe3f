import {
  type CaseOfRecord,
  type Home,
  type HomeChange,
  type HomeLink,
  linkDecisions,
  linkStates,
  type RecordOfHome,
} from '@app/cases';
import { stages } from '@app/domain';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { listOf, pageQuery } from '../json/lists';

const caseOfRecord: z.ZodType<CaseOfRecord> = z
  .strictObject({
    id: z.string(),
    open: z.boolean(),
    stage: z.enum(stages),
    openedOn: day,
    earlierCaseId: z
      .string()
      .nullable()
      .describe('The case of the same home under its former registration.'),
  })
  .meta({ id: 'CaseOfRecord', description: 'A case of one of the records of a home.' });

const recordFields = {
  locationId: z.string().describe('CQC location ID.'),
  name: z.string(),
  providerId: z.string().nullable(),
  providerName: z.string().nullable(),
  odsCode: z.string().nullable(),
  address: z.string().nullable(),
  town: z.string().nullable(),
  postcode: z.string().nullable(),
  phone: z.string().nullable(),
  registeredOn: day.nullable(),
  deregisteredOn: day.nullable(),
  isDeregistered: z.boolean(),
  inScope: z.boolean(),
  cases: z.array(caseOfRecord).describe('The open one first, then the newest.'),
};

const record: z.ZodType<RecordOfHome> = z
  .strictObject(recordFields)
  .meta({ id: 'RecordOfHome', description: 'One record of the register.' });

export const homeLink: z.ZodType<HomeLink> = z
  .strictObject({
    id: z.string(),
    state: z.enum(linkStates).describe('What a person has said of it so far.'),
    kind: z
      .enum(['successor', 'duplicate', 'merged', 'split'])
      .describe(
        'The newer follows the older; both stand side by side; several went on as one; one went on as several.',
      ),
    linkedOn: day.nullable().describe('The day the newer record begins.'),
    evidence: z.array(z.string()).describe('What spoke for it when it was found.'),
    foundAt: instant,
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    older: record,
    newer: record,
  })
  .meta({ id: 'HomeLink', description: 'Two records that are, or may be, of one home.' });

export const homeLinkList = listOf(homeLink).meta({ id: 'HomeLinkList' });

export const homeLinkQuery = pageQuery.extend({
  state: z
    .enum(linkStates, `must be one of ${linkStates.join(', ')}`)
    .default('suggested')
    .describe('Those to decide unless given.'),
});

export const homeLinkDecision = z
  .strictObject({
    decision: z
      .enum(linkDecisions, `must be one of ${linkDecisions.join(', ')}`)
      .describe('They are of one home; they are not; nobody has decided after all.'),
  })
  .meta({ id: 'HomeLinkDecision', description: 'What a person says of two records.' });

export const nextCase = z
  .strictObject({
    officer: z
      .uuid('must be an officer’s id')
      .optional()
      .describe('Id of the officer who will look after it; the one who asks unless given.'),
    closeEarlier: z
      .boolean()
      .default(false)
      .describe('Closes the open case of the older record as superseded.'),
  })
  .meta({ id: 'NextCase', description: 'A case for the newer of two joined records.' });

const change: z.ZodType<HomeChange> = z
  .strictObject({
    on: day.describe('The day the register’s data spoke of.'),
    field: z.enum(['name', 'provider', 'odsCode']),
    from: z.string().nullable(),
    to: z.string().nullable(),
    importId: z.string(),
  })
  .meta({ id: 'HomeChange', description: 'What changed within one registration.' });

export const home: z.ZodType<Home> = z
  .strictObject({
    locationId: z.string().describe('The record that was asked about.'),
    records: z
      .array(
        z
          .strictObject({
            ...recordFields,
            from: day.nullable().describe('The day it begins, as far as it is known.'),
            until: day.nullable().describe('The day it ended; null while it has not.'),
            changes: z.array(change),
          })
          .meta({ id: 'HomeRecordInTime' }),
      )
      .describe('In the order they follow each other.'),
    links: z.array(homeLink).describe('What joins them.'),
    toDecide: z.array(homeLink).describe('Suggestions about one of them.'),
  })
  .meta({ id: 'Home', description: 'A home through its registrations.' });
