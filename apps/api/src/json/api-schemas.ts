import { z } from 'zod';

/** Shapes that several resources share. */

export const instant = z
  .string()
  .meta({ format: 'date-time', examples: ['2026-12-24T09:00:00Z'] })
  .describe('An instant, ISO 8601 in UTC.');

export const day = z
  .string()
  .meta({ format: 'date', examples: ['2026-12-24'] })
  .describe('A day, Europe/London.');

export const problemSchema = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string().describe('The name of the status.'),
    status: z.int(),
    detail: z.string().describe('One sentence for a person, saying what to do.'),
    code: z.string().describe('What happened, for programs; it does not change.'),
    overridable: z
      .boolean()
      .optional()
      .describe(
        'For a fact the rules refuse: true when the same fact with `override`, the reason, is recorded all the same.',
      ),
    errors: z
      .array(
        z.strictObject({
          pointer: z
            .string()
            .describe('JSON pointer to the wrong value, or the name in the query.'),
          code: z.string(),
          message: z.string(),
        }),
      )
      .optional()
      .describe('For bad input: every wrong value; else what stands in the way, one by one.'),
    requestId: z.string().optional().describe('For trouble of ours: mention it when reporting.'),
  })
  .meta({ id: 'Problem', description: 'Why a request was not done (RFC 9457).' });
