import type { DsptLevel } from '../facts/fact-types';
import { readEdition } from './edition';

/** Every level a status may come to, best first. */
export const dsptStatusLevels = [
  'exceeded',
  'met',
  'approaching',
  'not-met',
  'entry-level',
  'not-published',
  'not-individually-registered',
  'unknown',
] as const;

/**
 * What the status of a DSPT list comes to. `entry-level` ended in March 2021 and opens nothing;
 * `not-individually-registered` may stand under its headquarters' publication, if that includes it.
 */
export type DsptStatusLevel = (typeof dsptStatusLevels)[number];

/** A level that a person may say an unknown status comes to. */
export type KnownDsptLevel = Exclude<DsptStatusLevel, 'unknown'>;

/** What people said that unknown statuses come to, by their words (see `DsptStatus.words`). */
export type ClassifiedStatuses = ReadonlyMap<string, KnownDsptLevel>;

export interface DsptStatus {
  level: DsptStatusLevel;
  /** `25/26`; null when the text names none. */
  edition: string | null;
  /** The text without its edition and full stops, in small letters: what a person classifies. */
  words: string;
  /** The text as it came. */
  raw: string;
  /** Whether it may let an application through: a known level, good enough, of a known edition. */
  mayOpenGate: boolean;
}

const levels = new Map<string, KnownDsptLevel>([
  ['standards exceeded', 'exceeded'],
  ['standards met', 'met'],
  ['approaching standards', 'approaching'],
  ['standards not met', 'not-met'],
  ['not published', 'not-published'],
  ['entry level', 'entry-level'],
  ['not individually registered', 'not-individually-registered'],
]);

/** Levels as the toolkit itself writes them. */
export const dsptLevelInWords: Readonly<Record<DsptStatusLevel, string>> = {
  exceeded: 'Standards Exceeded',
  met: 'Standards Met',
  approaching: 'Approaching Standards',
  'not-met': 'Standards Not Met',
  'entry-level': 'Entry Level',
  'not-published': 'Not Published',
  'not-individually-registered': 'Not Individually Registered',
  unknown: 'Unknown status',
};

const goodEnough: ReadonlySet<DsptStatusLevel> = new Set<DsptLevel>([
  'exceeded',
  'met',
  'approaching',
]);

/** Approaching Standards is the least that lets a site apply (founding texts). */
export const isGoodEnough = (level: DsptStatusLevel): boolean => goodEnough.has(level);

/** No list has a status of 60; what is longer is not looked into. */
const longest = 500;

/**
 * Reads a status as DSPT lists write it: "21/22 Standards Met.", "2024-25 Approaching Standards",
 * "Not Published". What is not known, in the level or the edition, is kept as it came and opens
 * nothing until somebody has classified it (domain rules, case 27).
 * @param classified what people said unknown statuses come to; a level that is known stays what it is
 */
export function readDsptStatus(
  text: string,
  classified: ClassifiedStatuses = new Map(),
): DsptStatus {
  const plain = text
    .slice(0, longest)
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[ .]+$/, '');
  const [first = '', ...rest] = plain.split(' ');
  const edition = readEdition(first);
  const words = (edition === null ? plain : rest.join(' ')).toLowerCase();
  const level = levels.get(words) ?? classified.get(words) ?? 'unknown';
  return { level, edition, words, raw: text, mayOpenGate: isGoodEnough(level) && edition !== null };
}
