import { dayWords } from './day-words';
import { lastDayOf } from './edition';
import type { DsptEntry } from './site-dspt';
import { dsptLevelInWords, isGoodEnough } from './status-text';

/** Whether a site may apply as far as its DSPT goes. */
export type Eligible = 'yes' | 'no' | 'unknown';

/** One reason, or one thing a person should look at: a stable code and a sentence. */
export interface DsptReason {
  code: string;
  sentence: string;
}

/** What one entry of a list comes to on a day. */
export interface DsptVerdict extends DsptReason {
  eligible: Eligible;
  /** The last day it is valid, when it is a publication of a known edition. */
  validTo: string | null;
  /** A publication that counts on this day, good or bad, or one that nobody can read. */
  isCurrent: boolean;
}

/** Whose entry it is, as a sentence begins. */
export type Whose = 'own' | 'headquarters';

const beginning: Readonly<Record<Whose, string>> = {
  own: 'Its own DSPT',
  headquarters: 'Its headquarters’ DSPT',
};

/**
 * What an entry comes to on a Europe/London day: a publication must be Approaching Standards or
 * better, and still valid at the end of that day (domain rules, section 2 and C8). What cannot be
 * read is `unknown`, and opens nothing (case 27).
 */
export function assess(entry: DsptEntry, whose: Whose, day: string): DsptVerdict {
  const { level, edition, statusText, publishedOn, code } = entry;
  const begin = `${beginning[whose]} (${code})`;
  const until = edition === null ? null : lastDayOf(edition);
  const verdict = (
    eligible: Eligible,
    reason: string,
    sentence: string,
    isCurrent = false,
  ): DsptVerdict => ({ eligible, code: reason, sentence, validTo: until, isCurrent });

  if (level === 'unknown')
    return verdict(
      'unknown',
      'dspt-status-unknown',
      `${begin} has the status “${statusText}”, which is not a known one: say what it comes to before the site applies.`,
      true,
    );
  if (level === 'not-published')
    return verdict('no', 'dspt-not-published', `${begin} is not published.`);
  if (level === 'not-individually-registered')
    return verdict(
      'no',
      'dspt-not-individually-registered',
      `${begin} is “${statusText}”: another organisation may have published for it.`,
    );
  const what = `${begin} is ${dsptLevelInWords[level]}${edition === null ? '' : ` for ${edition}`}`;
  if (until === null)
    return verdict(
      'unknown',
      'dspt-edition-unknown',
      `${what}, without its year: look up on the DSPT website which edition it is.`,
      true,
    );
  if (until < day)
    return verdict('no', 'dspt-expired', `${what}, which lapsed on ${dayWords(until)}.`);
  if (level === 'entry-level')
    return verdict(
      'no',
      'dspt-entry-level',
      `${what}; Entry Level ended in March 2021 and is below Approaching Standards.`,
      true,
    );
  if (!isGoodEnough(level))
    return verdict('no', 'dspt-too-low', `${what}, below Approaching Standards.`, true);
  const published = publishedOn === null ? '' : `, published on ${dayWords(publishedOn)}`;
  return verdict(
    'yes',
    'dspt-current',
    `${what}${published}: valid to the end of ${dayWords(until)}.`,
    true,
  );
}
