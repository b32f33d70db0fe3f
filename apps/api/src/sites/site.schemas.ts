import type { SiteDetails, SiteSummary, Source } from '@app/providers';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';
import { flag, listOf, pageQuery } from '../json/lists';

const summaryFields = {
  locationId: z.string().describe('CQC location ID; NHS-run services carry ODS-shaped ids.'),
  name: z.string(),
  town: z.string().nullable(),
  postcode: z.string().nullable(),
  localAuthority: z.string().nullable(),
  odsCode: z.string().nullable(),
  careHome: z.boolean().nullable().describe('Null while no file has said it.'),
  inScope: z.boolean().describe('Does the association help it?'),
  rating: z.string().nullable(),
  ratedOn: day.nullable(),
  openCase: z
    .strictObject({ id: z.string(), stage: z.string() })
    .nullable()
    .describe('The case that is open for it.'),
};

const providerOfSite = {
  providerId: z.string().nullable().describe('Null when only its name is known.'),
  name: z.string(),
};

export const siteSummary: z.ZodType<SiteSummary> = z
  .strictObject({ ...summaryFields, provider: z.strictObject(providerOfSite).nullable() })
  .meta({ id: 'SiteSummary', description: 'One site as lists show it.' });

export const source: z.ZodType<Source> = z
  .strictObject({
    importId: z.string(),
    kind: z.string(),
    fileName: z.string(),
    importedAt: instant,
  })
  .meta({ id: 'Source', description: 'The file from which the values come.' });

export const siteDetails: z.ZodType<SiteDetails> = z
  .strictObject({
    ...summaryFields,
    locationType: z.string().nullable(),
    category: z.string().nullable().describe('CQC’s primary inspection category.'),
    address: z.string().nullable(),
    region: z.string().nullable(),
    cqcUrl: z.string().nullable(),
    scopeReason: z.string().nullable().describe('Why it is not one of ours; null when it is.'),
    provider: z.strictObject({ ...providerOfSite, brand: z.string().nullable() }).nullable(),
    source,
  })
  .meta({ id: 'Site', description: 'All that the register holds of one site.' });

export const siteList = listOf(siteSummary).meta({ id: 'SiteList' });

export const siteQuery = pageQuery.extend({
  q: z
    .string()
    .max(200)
    .optional()
    .describe('Words of the name, postcode, town, provider or ids; all must be found.'),
  careHome: flag.describe('Only care homes, or only others.'),
  inScope: flag.describe('Only those the association helps, or only others.'),
  localAuthority: z.string().max(200).optional().describe('As CQC writes it.'),
});
