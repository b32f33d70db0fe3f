import { stallCodes } from '@app/domain';
import { knownDsptLevels } from '@app/dspt';
import { z } from 'zod';
import { stage, waitingOn } from '../cases/case.schemas';
import { day, instant } from '../json/api-schemas';
import type { AreaOverview } from './overview.reader';

const told = z
  .union([z.int(), z.enum(['fewer-than-5', 'withheld'])])
  .describe(
    'Where the caller does not see every case: `fewer-than-5` for 1 to 4 homes, and `withheld` where the total would tell such a count.',
  );

export const overviewSchema: z.ZodType<AreaOverview> = z
  .strictObject({
    asOf: instant,
    open: z.int().describe('Open cases.'),
    stalled: z.int().describe('Open cases that are not moving.'),
    stages: z.array(z.strictObject({ stage, cases: z.int() })),
    waitingOn: z.array(z.strictObject({ on: waitingOn, cases: z.int() })),
    stalls: z
      .array(z.strictObject({ code: z.enum(stallCodes), cases: z.int() }))
      .describe('By reason, the most frequent first; a case may have several.'),
    authorities: z.array(
      z.strictObject({ localAuthority: z.string().nullable(), open: told, stalled: told }),
    ),
    practice: z.boolean().describe('Cases of the practice caseload of invented homes are counted.'),
    dspt: z.strictObject({
      sites: z.int().describe('Sites the association helps.'),
      levels: z.array(
        z.strictObject({
          level: z.enum([...knownDsptLevels, 'unknown', 'not-listed']),
          sites: z.int(),
        }),
      ),
      listDay: day.nullable(),
    }),
  })
  .meta({ id: 'Overview', description: 'The caseload in counts: no home, person or officer.' });
