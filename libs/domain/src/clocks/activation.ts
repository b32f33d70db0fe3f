import { dayInWords } from '../time/london';
import { clock } from './ladder';
import { fromDay } from './starts';

/**
 * An account that nobody activates goes inactive within 30 days of its creation (domain rules, C4).
 * One run a person, from the day the account was created; stops when it is activated or the person
 * is taken off, or the case is closed.
 */
export const activation = clock('activation', ({ accounts }) =>
  accounts.flatMap(({ person, awaited }) => {
    if (!awaited) return [];
    const counting = fromDay(awaited.on);
    const because = () => `The account of ${person} was created on ${dayInWords(counting.day)}.`;
    return [{ ...counting, fact: awaited.fact, person, because }];
  }),
);
