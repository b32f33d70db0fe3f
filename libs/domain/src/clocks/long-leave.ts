import { dayInWords } from '../time/london';
import { clock } from './ladder';
import { fromDay } from './starts';

/**
 * An account may be disabled for up to 18 months (domain rules, C7). One run a person, from the day
 * it was disabled; stops when it is enabled again, the person is taken off, or the case is closed.
 */
export const longLeave = clock('long-leave', ({ accounts }) =>
  accounts.flatMap(({ person, disabled, removedOn }) => {
    if (!disabled || (removedOn ?? '') >= disabled.on) return [];
    const counting = fromDay(disabled.on);
    const because = () => `The account of ${person} was disabled on ${dayInWords(counting.day)}.`;
    return [{ ...counting, fact: disabled.fact, person, because }];
  }),
);
