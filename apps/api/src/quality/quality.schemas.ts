import { qualityCodes } from '@app/domain';
import { z } from 'zod';
import { instant } from '../json/api-schemas';

export const qualityReport = z
  .strictObject({
    reviewedAt: instant
      .nullable()
      .describe('When the sites were last looked at; null before that.'),
    upToDate: z.boolean().describe('False when something has changed since; a worker follows.'),
    sites: z
      .int()
      .describe('How many were looked at: registered ones of ours, and those without details.'),
    checks: z.array(
      z.strictObject({
        code: z.enum(qualityCodes).describe('For `quality` of the list of sites.'),
        kind: z.enum(['missing', 'doubtful']),
        title: z.string(),
        advice: z.string(),
        sites: z.int().describe('How many sites it was found of.'),
      }),
    ),
  })
  .meta({ id: 'QualityReport', description: 'What is missing or doubtful in the register.' });

export type QualityReportAnswer = z.output<typeof qualityReport>;
