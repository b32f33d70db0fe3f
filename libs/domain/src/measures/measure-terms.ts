import { stages } from '../cases/stages';
import type { MeasuredLevel } from './measured';

/** The measures of domain rules, section 9, by the codes funders know them by. */
export const measureCodes = [
  'M1',
  'M2',
  'M3',
  'M4',
  'M5',
  'M6',
  'M7',
  'M8',
  'M9',
  'M10',
  'M11',
  'M12',
] as const;
export type MeasureCode = (typeof measureCodes)[number];

/** How a measure can be told apart; every measure can be told by all of them. */
export const splits = ['all', 'authority', 'icb', 'care-home'] as const;
export type Split = (typeof splits)[number];

/** Levels in the order they are told, best first. */
export const measuredLevels: readonly MeasuredLevel[] = [
  'exceeded',
  'met',
  'approaching',
  'not-met',
  'entry-level',
  'lapsed',
  'not-published',
  'not-individually-registered',
  'unknown',
  'not-listed',
];

/** Stages whose length is measured: those that end. */
export const measuredStages = stages.filter(
  (stage) => !['live', 'aftercare', 'closed'].includes(stage),
);

/** How long a stall has lasted: from so many days on, up to the next. */
export const stallAges = [
  { key: 'week', from: 0, words: 'up to 7 days' },
  { key: 'month', from: 8, words: '8 to 28 days' },
  { key: 'longer', from: 29, words: '29 days and more' },
] as const;
