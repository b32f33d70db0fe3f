import type { Freshness } from '@app/domain';
import type { ServiceStanding } from '@app/providers';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';

/** How old the registers are, and how their live services fare. */
export interface RegisterFreshness {
  registers: Freshness[];
  services: ServiceStanding[];
  bankHolidays: { knownUntil: string | null; short: boolean };
}

export const freshnessSchema: z.ZodType<RegisterFreshness> = z
  .strictObject({
    registers: z.array(
      z.strictObject({
        register: z.enum(['cqc', 'dspt', 'ods']),
        asOf: day.nullable().describe('The newest day its data speak of; null: never imported.'),
        days: z.int().nullable().describe('Whole days since then.'),
        limit: z.int().describe('It is fresh up to and with so many days.'),
        stale: z.boolean().describe('Older than that. False for one that was never imported.'),
      }),
    ),
    services: z
      .array(
        z.strictObject({
          service: z.string().describe('`cqc`, `dspt`, `ods` or `bank-holidays`.'),
          succeededAt: instant.nullable(),
          failedAt: instant.nullable(),
          failure: z.string().nullable().describe('Why the last reading failed.'),
          nextAt: instant.nullable().describe('When it is read next; null: as soon as possible.'),
        }),
      )
      .describe('The live services that were read, or tried, at least once.'),
    bankHolidays: z
      .strictObject({
        knownUntil: day.nullable().describe('The last bank holiday known; null when none is.'),
        short: z.boolean().describe('That is in under six months: read GOV.UK’s list again.'),
      })
      .describe('How far ahead England’s bank holidays in force reach.'),
  })
  .meta({ id: 'RegisterFreshness', description: 'How old the registers are.' });
