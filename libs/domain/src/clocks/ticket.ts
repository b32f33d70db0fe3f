import { momentInWords } from '../time/london';
import { clock } from './ladder';
import { paused } from './provider-silence';
import { fromInstant } from './starts';

/**
 * A helpdesk ticket should be answered within two working days (domain rules, C11). One run a
 * reference, from the moment it was raised; working days on which the case is paused at 09:00 do not
 * count. Stops at its answer or when the case is closed.
 */
export const ticket = clock('ticket', ({ tickets, pauses }) =>
  tickets.flatMap(({ reference, fact, at, answeredAt }) => {
    if (answeredAt !== null) return [];
    const counting = fromInstant(at);
    const because = () => `Ticket ${reference} was raised on ${momentInWords(counting.start)}.`;
    return [{ ...counting, fact, because, person: reference, uncounted: pauses.map(paused) }];
  }),
);
