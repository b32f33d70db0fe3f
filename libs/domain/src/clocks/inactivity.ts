import { dayInWords } from '../time/london';
import { clock } from './ladder';
import { fromDay } from './starts';

/**
 * An account unused for 30 days goes inactive, is deleted after 60 and beyond recovery after 90
 * (domain rules, C5). One run a person, from the day it was activated or the mailbox was last opened;
 * stops when the person is taken off or leaves, the account is disabled, or the case is closed.
 */
export const inactivity = clock('inactivity', ({ accounts }) =>
  accounts.flatMap(({ person, activity, activated }) => {
    if (!activity) return [];
    const counting = fromDay(activity.on);
    const because = () =>
      activity.fact === activated?.fact
        ? `The account of ${person} was activated on ${dayInWords(counting.day)}.`
        : `${person} opened the mailbox on ${dayInWords(counting.day)}.`;
    return [{ ...counting, fact: activity.fact, person, because }];
  }),
);
