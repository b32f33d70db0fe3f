import { dayInWords } from '../time/london';
import { clock } from './ladder';
import { fromDay } from './starts';

/**
 * An account may be disabled for up to 18 months (domain rules, C7). One run a person, from the day
 * it was disabled; stops when it is enabled again, the person is taken off, or the case is closed.
 */
export const longLeave = clock('long-leave', ({ accounts }) =>
  accounts.flatMap(({ person, longLeave }) => {
    if (!longLeave) return [];
    const counting = fromDay(longLeave.on);
    const because = () => `The account of ${person} was disabled on ${dayInWords(counting.day)}.`;
    return [{ ...counting, fact: longLeave.fact, person, because }];
  }),
);
