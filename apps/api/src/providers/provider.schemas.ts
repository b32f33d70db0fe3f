import type { ProviderDetails, ProviderSummary } from '@app/providers';
import { z } from 'zod';
import { day } from '../json/api-schemas';
import { listOf, pageQuery } from '../json/lists';
import { siteSummary, source } from '../sites/site.schemas';

const providerId = z.string().describe('CQC provider ID.');
const brand = z.string().nullable().describe('The group it trades under.');

const providerSummary: z.ZodType<ProviderSummary> = z
  .strictObject({
    providerId,
    name: z.string(),
    brand,
    sites: z.int().describe('How many sites the register holds of it, deregistered ones too.'),
  })
  .meta({ id: 'ProviderSummary', description: 'One provider as lists show it.' });

export const providerDetails: z.ZodType<ProviderDetails> = z
  .strictObject({
    providerId,
    name: z.string().nullable().describe('Null when files have told only of its sites.'),
    brand,
    odsCode: z
      .string()
      .nullable()
      .describe('Its headquarters’ ODS code: good for the DSPT, not for an application.'),
    companiesHouse: z.string().nullable().describe('Companies House number.'),
    phone: z.string().nullable(),
    website: z.string().nullable().describe('As the register has it: check before following it.'),
    address: z.string().nullable(),
    town: z.string().nullable(),
    postcode: z.string().nullable(),
    localAuthority: z.string().nullable(),
    registrationStatus: z.enum(['registered', 'deregistered']).nullable(),
    registeredOn: day.nullable(),
    deregisteredOn: day.nullable(),
    source: source.nullable(),
    sites: z.array(siteSummary).describe('By name, deregistered ones too.'),
  })
  .meta({ id: 'Provider', description: 'All that the register holds of one provider.' });

export const providerList = listOf(providerSummary).meta({ id: 'ProviderList' });

export const providerQuery = pageQuery.extend({
  q: z
    .string()
    .max(200)
    .optional()
    .describe(
      'Beginnings of words of the name, brand, id, company number or headquarters’ code; all must be found. Only when none fits, those with similar words.',
    ),
  brand: z.string().max(200).optional().describe('The group, as CQC writes it.'),
});
