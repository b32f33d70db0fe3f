import type { Temporal } from 'temporal-polyfill';
import { type DsptPublication, standingDspt } from '../cases/case-state';
import type { DsptLevel } from '../facts/fact-types';
import type { ClockName } from '../policy';
import { validTo } from '../dspt/edition';
import { dsptLevelInWords } from '../dspt/status-text';
import { dayInWords } from '../time/london';
import { clock } from './ladder';
import type { CaseClock } from './rung';
import { fromDay } from './starts';

/** Counts back from the last day a publication of one of these levels is valid. */
const currency = (name: ClockName, levels: readonly DsptLevel[]): CaseClock =>
  clock(name, (state) => {
    const dspt = standingDspt(state);
    if (!dspt || !levels.includes(dspt.level)) return [];
    const counting = fromDay(dspt.on);
    return [
      {
        ...counting,
        fact: dspt.fact,
        because: () => publishedInWords(dspt, counting.day),
        end: () => {
          const lastDay = validTo(dspt.edition);
          return { lastDay, because: `It is valid to the end of ${dayInWords(lastDay)}.` };
        },
        wants: (rung) => dspt.expiredAt === null || rung.act !== 'letter',
      },
    ];
  });

const publishedInWords = ({ edition, level }: DsptPublication, day: Temporal.PlainDate): string =>
  `The DSPT edition ${edition} was published on ${dayInWords(day)} at ${dsptLevelInWords[level]}.`;

/**
 * A DSPT publication lapses on 30 June of the year after its edition closed (domain rules, C8). Stops
 * at a newer publication or when the case is closed.
 */
export const dsptCurrency = currency('dspt-currency', ['met', 'exceeded']);

/** The same for Approaching Standards, which can be published only once (domain rules, C9). */
export const approachingToMet = currency('approaching-to-met', ['approaching']);
