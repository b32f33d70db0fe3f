import {
  importKinds,
  type QuarantinedRow,
  type RowCount,
  rowStates,
  type SiteSuggestion,
  type SiteWithoutStatus,
} from '@app/providers';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { listOf, pageQuery } from '../json/lists';

const kind = z.enum(importKinds);
const state = z
  .enum(rowStates)
  .describe('Nobody has decided; it is of `site`; it is none of ours, in later files either.');

const rowFields = {
  id: z.string(),
  kind,
  state,
  row: z.int().describe('As a spreadsheet numbers it.'),
  said: z.record(z.string(), z.string()).describe('What the row says, by name of column.'),
  why: z.string().describe('Why it has no place.'),
  importId: z.string(),
  fileName: z.string(),
  asOf: day.nullable().describe('The day the file speaks of.'),
  site: z
    .strictObject({ locationId: z.string(), name: z.string() })
    .nullable()
    .describe('The site it was said to be of.'),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  appliedIn: z.string().nullable().describe('Id of the import that took it in then.'),
};

export const quarantinedRow: z.ZodType<QuarantinedRow> = z
  .strictObject(rowFields)
  .meta({ id: 'QuarantinedRow', description: 'A row of a file that fits no site.' });

export const quarantinedRowList = listOf(quarantinedRow).meta({ id: 'QuarantinedRowList' });

export const quarantineQuery = pageQuery.extend({
  state: z
    .enum(rowStates, `must be one of ${rowStates.join(', ')}`)
    .default('waiting')
    .describe('Those to decide unless given.'),
  kind: z
    .enum(importKinds, `must be one of ${importKinds.join(', ')}`)
    .optional()
    .describe('Only those of this kind of file.'),
});

/** A site that a row may be about, as programs see it. */
export interface SuggestionAnswer {
  locationId: string;
  name: string;
  town: string | null;
  postcode: string | null;
  odsCode: string | null;
  providerName: string | null;
  isDeregistered: boolean;
  score: number;
  evidence: string[];
}

const suggestion: z.ZodType<SuggestionAnswer> = z
  .strictObject({
    locationId: z.string(),
    name: z.string(),
    town: z.string().nullable(),
    postcode: z.string().nullable(),
    odsCode: z.string().nullable(),
    providerName: z.string().nullable(),
    isDeregistered: z.boolean(),
    score: z.int().describe('0 to 100: how well it fits. No score decides anything.'),
    evidence: z.array(z.string()).describe('Why, the strongest first.'),
  })
  .meta({ id: 'SiteSuggestion', description: 'A site that a row may be about.' });

export const suggestionAnswer = ({ site, score, evidence }: SiteSuggestion): SuggestionAnswer => ({
  locationId: site.locationId,
  name: site.name,
  town: site.town ?? null,
  postcode: site.postcode ?? null,
  odsCode: site.odsCode ?? null,
  providerName: site.providerName,
  isDeregistered: site.deregistered ?? false,
  score,
  evidence,
});

/** A row with the sites it may be about. */
export type RowWithSuggestions = QuarantinedRow & { suggestions: SuggestionAnswer[] };

export const rowWithSuggestions: z.ZodType<RowWithSuggestions> = z
  .strictObject({
    ...rowFields,
    suggestions: z
      .array(suggestion)
      .describe('Sites it may be about, best first; none once it is decided.'),
  })
  .meta({ id: 'QuarantinedRowWithSuggestions' });

const count: z.ZodType<RowCount> = z
  .strictObject({ kind, state, rows: z.int() })
  .meta({ id: 'QuarantineCount' });

export const quarantineCounts = z
  .strictObject({ counts: z.array(count) })
  .meta({ id: 'QuarantineCounts', description: 'How many rows of each kind of file stand how.' });

const siteWithoutStatus: z.ZodType<SiteWithoutStatus> = z
  .strictObject({
    locationId: z.string(),
    name: z.string(),
    town: z.string().nullable(),
    postcode: z.string().nullable(),
    odsCode: z.string().nullable().describe('No DSPT list has it; null when none is known.'),
    likely: z
      .array(
        z.strictObject({
          code: z.string().describe('Carried by no site and no provider of the register.'),
          name: z.string(),
          statusText: z.string(),
          town: z.string().nullable().describe('Of the ODS directory, where it was imported.'),
          postcode: z.string().nullable(),
          score: z.int().describe('0 to 100: how well it fits. No score decides anything.'),
          evidence: z.array(z.string()),
        }),
      )
      .describe('Rows of the list that resemble it, best first.'),
  })
  .meta({ id: 'SiteWithoutDsptStatus', description: 'A site of ours that no DSPT list has.' });

export const siteWithoutStatusList = listOf(siteWithoutStatus).meta({
  id: 'SiteWithoutDsptStatusList',
});

export const rowDecision = z
  .discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('match').describe('The row is of this site.'),
      locationId: z
        .string('name the site by its CQC location ID')
        .trim()
        .min(1, 'name the site by its CQC location ID')
        .max(20, 'a location ID has at most 20 characters'),
    }),
    z.strictObject({ decision: z.literal('dismiss').describe('It is none of ours.') }),
    z.strictObject({ decision: z.literal('undo').describe('Nobody has decided after all.') }),
  ])
  .meta({ id: 'RowDecision', description: 'What a person says of a row.' });
