import { stallCodes, stallReason } from '@app/domain';
import type { StalledCase } from '@app/measures';
import { z } from 'zod';
import { instant } from '../json/api-schemas';
import { listOf, pageQuery } from '../json/lists';
import { narrower, stage, standing, waitingOn } from './case.schemas';

/** Why a case is not moving. */
const stallSchema = z.strictObject({
  code: z.enum(stallCodes),
  label: z.string().describe('The reason in a few words.'),
  since: instant,
  unblocks: z.string().describe('What usually helps.'),
});

const stalledCase = z
  .strictObject({
    id: z.string(),
    locationId: z.string(),
    home: z.string(),
    town: z.string().nullable(),
    stage,
    waitingOn: waitingOn.nullable().describe('Who has to act next.'),
    officerId: z.string(),
    officer: z.string().describe('The officer’s name.'),
    practice: z.boolean().describe('Belongs to the practice caseload of invented homes.'),
    ...standing,
    stalledAt: instant.describe(
      'Since when for the oldest of its reasons, but not before it was opened.',
    ),
    stalls: z
      .array(stallSchema)
      .describe('The oldest reason first; a reason may be older than the case.'),
  })
  .meta({ id: 'StalledCase', description: 'An open case that is not moving.' });

export type StalledAnswer = z.output<typeof stalledCase>;

export const stalledList = listOf(stalledCase).meta({ id: 'StalledList' });

export const stalledQuery = pageQuery.extend({
  ...narrower,
  reason: z
    .enum(stallCodes, 'must be the code of a reason')
    .optional()
    .describe('Only those stuck for this reason.'),
});

export const presentStalled = (one: StalledCase): StalledAnswer => ({
  ...one,
  stalls: one.stalls.map(({ code, since }) => {
    const { label, unblocks } = stallReason(code);
    return { code, label, since, unblocks };
  }),
});
