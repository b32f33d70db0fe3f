import type { DsptLevel } from '../facts/fact-types';
import { readEdition } from './edition';

/**
 * What the status of a DSPT list comes to. `entry-level` ended in March 2021 and opens nothing;
 * `not-individually-registered` may stand under its headquarters' publication, if that includes it.
 */
export type DsptStatusLevel = DsptLevel | 'entry-level' | 'not-individually-registered' | 'unknown';

export interface DsptStatus {
  level: DsptStatusLevel;
  /** `25/26`; null when the text names none. */
  edition: string | null;
  /** The text as it came. */
  raw: string;
  /** Whether it may let an application through: a known level, good enough, of a known edition. */
  mayOpenGate: boolean;
}

const levels: Readonly<Record<string, DsptStatusLevel>> = {
  'standards exceeded': 'exceeded',
  'standards met': 'met',
  'approaching standards': 'approaching',
  'standards not met': 'not-met',
  'not published': 'not-published',
  'entry level': 'entry-level',
  'not individually registered': 'not-individually-registered',
};

const goodEnough: ReadonlySet<DsptStatusLevel> = new Set(['exceeded', 'met', 'approaching']);

/** An edition if there is one, the level, and full stops. */
const form = /^(?:(\S*\d\S*)\s+)?(\D+?)[\s.]*$/;

/**
 * Reads a status as DSPT lists write it: "21/22 Standards Met.", "2024-25 Approaching Standards",
 * "Not Published". What is not known, in the level or the edition, is kept as it came and opens
 * nothing until somebody has classified it (domain rules, case 27).
 */
export function readDsptStatus(text: string): DsptStatus {
  const unknown: DsptStatus = { level: 'unknown', edition: null, raw: text, mayOpenGate: false };
  const [, year, words = ''] = form.exec(text.trim()) ?? [];
  const level = levels[words.toLowerCase().replace(/\s+/g, ' ')];
  const edition = year === undefined ? null : readEdition(year);
  if (!level || (year !== undefined && edition === null)) return unknown;
  return { level, edition, raw: text, mayOpenGate: goodEnough.has(level) && edition !== null };
}
