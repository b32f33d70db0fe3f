import { qualityCodes } from '@app/domain';
import {
  type SiteDetails,
  type SiteSummary,
  type Source,
  siteCases,
  siteStatuses,
} from '@app/providers';
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
  registrationStatus: z
    .enum(['registered', 'deregistered'])
    .nullable()
    .describe('Null when no file has said it, which counts as registered.'),
  dormant: z.boolean().nullable().describe('Registered, but without service at present.'),
  rating: z.string().nullable(),
  ratedOn: day.nullable(),
  openCase: z
    .strictObject({ id: z.string(), stage: z.string() })
    .nullable()
    .describe('The case that is open for it.'),
};

const providerOfSite = {
  providerId: z.string().nullable().describe('Null when only its name is known.'),
  name: z.string().nullable().describe('Null when only its id is known.'),
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
  .meta({ id: 'Source', description: 'The file from which a record was first known.' });

export const siteDetails: z.ZodType<SiteDetails> = z
  .strictObject({
    ...summaryFields,
    alsoKnownAs: z.string().nullable(),
    locationType: z.string().nullable(),
    category: z.string().nullable().describe('CQC’s primary inspection category.'),
    serviceTypes: z.array(z.string()).nullable(),
    specialisms: z.array(z.string()).nullable(),
    beds: z.int().nullable(),
    address: z.string().nullable(),
    county: z.string().nullable(),
    region: z.string().nullable(),
    icb: z.string().nullable().describe('Integrated care board.'),
    uprn: z.string().nullable(),
    phone: z.string().nullable(),
    website: z.string().nullable().describe('As the register has it: check before following it.'),
    registeredManagers: z.array(z.string()).nullable(),
    managerAbsentOn: day.nullable().describe('The manager is away since that day.'),
    registeredOn: day.nullable(),
    deregisteredOn: day.nullable(),
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
    .describe(
      'Beginnings of words of the name, town, postcode, phone, ids, provider or brand, former names too; all must be found. Sites that fit best come first; only when none fits, those with similar words.',
    ),
  careHome: flag.describe('Only care homes, or only others.'),
  inScope: flag.describe('Only those the association helps, or only others.'),
  status: z
    .enum(siteStatuses)
    .optional()
    .describe(
      'Registered ones unless given, and any whose location id or ODS code is exactly `q`.',
    ),
  localAuthority: z.string().max(200).optional().describe('As CQC writes it.'),
  case: z
    .enum(siteCases)
    .optional()
    .describe('With an open case, with past ones only, or without any.'),
  provider: z.string().max(50).optional().describe('CQC provider ID.'),
  brand: z.string().max(200).optional().describe('The group, as CQC writes it.'),
  quality: z
    .enum(qualityCodes)
    .optional()
    .describe('Of which this is missing or doubtful: see the data quality report.'),
});
