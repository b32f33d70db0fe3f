import { type CountedLevel, knownDsptLevels, risks, type UnknownDsptStatus } from '@app/dspt';
import { type DsptShown, type DsptStanding, dsptStatusLevels, freshnessOf } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { listOf, pageQuery } from '../json/lists';

const code = z.string().describe('An organisation code of ODS.');
const level = z
  .enum(dsptStatusLevels)
  .describe('What the status comes to, by the program or by somebody who classified it.');
const edition = z
  .string()
  .nullable()
  .describe('Two years, as in `25/26`; null when it names none.');
const eligible = z
  .enum(['yes', 'no', 'unknown'])
  .describe('May the site apply as far as its DSPT goes? `unknown` opens nothing.');

const reason = z.strictObject({
  code: z.string().describe('For programs; it does not change.'),
  sentence: z.string(),
});

const entryFields = {
  code,
  status: z.string().describe('As the list writes it.'),
  level,
  edition,
  publishedOn: day.nullable(),
};

const shown = z
  .strictObject({
    ...entryFields,
    validTo: day.nullable().describe('The last day it is valid, when it is of a known edition.'),
    eligible,
    reason: z.string(),
  })
  .meta({ id: 'DsptEntry', description: 'What the lists say of a code, and what it comes to.' });

const inclusion = z
  .strictObject({
    headquartersCode: code,
    included: z.boolean(),
    reason: z.string().describe('How it is known.'),
    saidBy: z.string(),
    saidAt: instant,
  })
  .meta({
    id: 'DsptInclusion',
    description: 'Whether headquarters published for the site too, as a person found out.',
  });

export const siteDsptAnswer = z
  .strictObject({
    locationId: z.string(),
    on: day.describe('The day asked about.'),
    eligible,
    reasons: z.array(reason).describe('Why, the decisive one first.'),
    alerts: z.array(reason).describe('What a person should look at all the same.'),
    standing: z
      .strictObject({ ...shown.shape, coverage: z.enum(['own', 'inherited']) })
      .nullable()
      .describe('What the site stands under, good or bad; null when there is nothing.'),
    own: shown.nullable().describe('Under its own code.'),
    inherited: shown
      .nullable()
      .describe('Under its headquarters’ code. It counts only when `inclusion` says so.'),
    headquartersCode: code.nullable(),
    inclusion: inclusion.nullable().describe('Null while nobody has found out.'),
    history: z
      .array(z.strictObject({ ...entryFields, whose: z.enum(['own', 'headquarters']) }))
      .describe('Every publication that a list has shown, newest first.'),
    validTo: day.nullable().describe('The last day it may apply; null when it may not.'),
    listDay: day.nullable().describe('The day the newest DSPT list speaks of; null for none.'),
    listIsOld: z.boolean().describe('Look the site up on the DSPT website before it applies.'),
  })
  .meta({ id: 'SiteDspt', description: 'How a site stands with the DSPT.' });

export type SiteDsptAnswer = z.output<typeof siteDsptAnswer>;

export const siteDsptQuery = z.strictObject({
  on: z.iso
    .date('give the day as YYYY-MM-DD')
    .optional()
    .describe('The day asked about, Europe/London; today unless given.'),
});

export const inclusionInput = z
  .strictObject({
    headquartersCode: z
      .string()
      .max(60)
      .optional()
      .describe('The code they publish under; the one the register shows unless given.'),
    included: z.boolean(),
    reason: z.string().max(1000).describe('How you know: who told you, and when.'),
  })
  .meta({ id: 'NewDsptInclusion', description: 'What you found out of headquarters.' });

const unknownStatus: z.ZodType<UnknownDsptStatus> = z
  .strictObject({
    words: z.string().describe('The text without its edition and full stops, in small letters.'),
    texts: z.array(z.string()).describe('As lists write it.'),
    organisations: z.int().describe('How many have it now.'),
    ours: z.int().describe('How many of them are sites or providers of the register.'),
    level: z
      .enum(knownDsptLevels)
      .nullable()
      .describe('What somebody said it comes to; null while it opens nothing.'),
    classifiedBy: z.string().nullable(),
    classifiedAt: instant.nullable(),
  })
  .meta({ id: 'UnknownDsptStatus', description: 'A status the program does not know.' });

export const unknownStatuses = z
  .strictObject({ items: z.array(unknownStatus) })
  .meta({ id: 'UnknownDsptStatuses' });

export const classification = z
  .strictObject({
    words: z.string().min(1, 'name the status').max(500),
    level: z.enum(knownDsptLevels).nullable().describe('Null takes back what was said.'),
  })
  .meta({ id: 'NewDsptClassification', description: 'What an unknown status comes to.' });

const countedLevels = [
  ...dsptStatusLevels,
  'lapsed',
  'not-listed',
] as const satisfies readonly CountedLevel[];
const sites = z.int();

export const dsptArea = z
  .strictObject({
    on: day,
    sites: sites.describe('Registered, not dormant, of those the association helps.'),
    levels: z
      .array(
        z.strictObject({
          level: z.enum(countedLevels),
          sites,
          inherited: sites.describe('How many of them by their headquarters’ publication.'),
        }),
      )
      .describe('Best first; those nobody stands at are left out.'),
    metOrBetter: sites.describe('By a publication that is valid on the day.'),
    approachingOrBetter: sites,
    eligible: z.strictObject({ yes: sites, no: sites, unknown: sites }),
    expiring: sites.describe('Valid, and not beyond `expiringOn`.'),
    expiringOn: day.describe('The next 30 June.'),
    listDay: day.nullable(),
  })
  .meta({ id: 'DsptArea', description: 'How many sites stand at each level.' });

const area = z
  .string()
  .max(200)
  .optional()
  .describe('As CQC writes it; every authority unless given.');

export const areaQuery = z.strictObject({ localAuthority: area });

export const siteAtRisk = z
  .strictObject({
    locationId: z.string(),
    name: z.string(),
    town: z.string().nullable(),
    providerName: z.string().nullable(),
    eligible,
    reasons: z.array(reason),
    validTo: day.nullable(),
  })
  .meta({ id: 'SiteAtRisk', description: 'A site whose DSPT is running out, or will not do.' });

export const atRiskList = listOf(siteAtRisk).meta({ id: 'SiteAtRiskList' });

export const atRiskQuery = pageQuery.extend({
  risk: z
    .enum(risks)
    .default('expiring')
    .describe('Running out by the next 30 June; not eligible; or of which it is not known.'),
  localAuthority: area,
});

/** @param on the Europe/London day asked about, `YYYY-MM-DD` */
export function presentSiteDspt(
  locationId: string,
  standing: DsptStanding,
  on: string,
): SiteDsptAnswer {
  const { counted, own, headquarters, inclusion: said, listDay } = standing;
  const under = counted?.coverage === 'inherited' ? headquarters : own;
  return {
    locationId,
    on,
    eligible: standing.eligible,
    reasons: [...standing.reasons],
    alerts: [...standing.alerts],
    standing: counted && under ? { ...presentShown(under), coverage: counted.coverage } : null,
    own: own && presentShown(own),
    inherited: headquarters && presentShown(headquarters),
    headquartersCode: standing.codes.headquarters,
    inclusion: said && {
      headquartersCode: said.headquartersCode,
      included: said.included,
      reason: said.reason,
      saidBy: said.saidBy,
      saidAt: said.saidAt,
    },
    history: standing.history.map(({ entry, whose }) => ({ ...presentEntry(entry), whose })),
    validTo: standing.validTo,
    listDay,
    listIsOld: freshnessOf('dspt', listDay, Temporal.PlainDate.from(on)).stale,
  };
}

const presentEntry = ({ statusText, ...entry }: DsptShown['entry']) => ({
  code: entry.code,
  status: statusText,
  level: entry.level,
  edition: entry.edition,
  publishedOn: entry.publishedOn,
});

const presentShown = ({ entry, verdict }: DsptShown) => ({
  ...presentEntry(entry),
  validTo: verdict.validTo,
  eligible: verdict.eligible,
  reason: verdict.sentence,
});
