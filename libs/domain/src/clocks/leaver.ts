import { dayInWords } from '../time/london';
import { clock } from './ladder';
import { fromDay } from './starts';

/**
 * The account of a leaver is deleted 30 days after they were marked (domain rules, C6). One run a
 * person; stops when they have joined elsewhere or the case is closed.
 */
export const leaver = clock('leaver', ({ accounts }) =>
  accounts.flatMap(({ person, leaver, joinedElsewhereOn }) => {
    if (!leaver || joinedElsewhereOn !== null) return [];
    const counting = fromDay(leaver.on);
    const because = () => `${person} was marked as a leaver on ${dayInWords(counting.day)}.`;
    return [{ ...counting, fact: leaver.fact, person, because }];
  }),
);
