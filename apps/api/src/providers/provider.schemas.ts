import type { ProviderDetails, ProviderSummary } from '@app/providers';
import { z } from 'zod';
import { listOf, pageQuery } from '../json/lists';
import { siteSummary, source } from '../sites/site.schemas';

const fields = {
  providerId: z.string().describe('CQC provider ID.'),
  name: z.string(),
  brand: z.string().nullable().describe('The group it trades under.'),
};

const providerSummary: z.ZodType<ProviderSummary> = z
  .strictObject({ ...fields, sites: z.int().describe('How many sites the register holds of it.') })
  .meta({ id: 'ProviderSummary', description: 'One provider as lists show it.' });

export const providerDetails: z.ZodType<ProviderDetails> = z
  .strictObject({ ...fields, sites: z.array(siteSummary).describe('By name.'), source })
  .meta({ id: 'Provider', description: 'All that the register holds of one provider.' });

export const providerList = listOf(providerSummary).meta({ id: 'ProviderList' });

export const providerQuery = pageQuery.extend({
  q: z.string().max(200).optional().describe('Words of the name, brand or id; all must be found.'),
});
