import { type CaseState, type ClockSettings, NotFound, personKey, type Rung } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import type { CaseRow } from '../case.repository';
import type { LetterContext } from '../letter-context';
import type { LetterWish } from './letter-wish';

/** Everything a wish is judged and written by. */
export interface Desk {
  row: CaseRow;
  state: CaseState;
  wanted: readonly Rung[];
  context: LetterContext;
  clocks: ClockSettings;
  now: Temporal.Instant;
  /** The letter leaves no sooner; as soon as may be when it is absent. */
  notBefore?: Temporal.Instant;
}

/** The wish with people by ref, who may have been given by name. @throws NotFound */
export function byRef(wish: LetterWish, { context: { people } }: Desk): LetterWish {
  const refOf = (given: string): string => {
    const key = personKey(given);
    const found = [...people].find(([ref, name]) => ref === given || personKey(name) === key);
    if (!found)
      throw new NotFound(
        'no-such-person',
        'Nobody of that name is on the case; choose one of its people.',
      );
    return found[0];
  };
  const { recipient, person } = wish;
  return {
    ...wish,
    recipient:
      recipient === 'provider' ? recipient : `person:${refOf(recipient.slice('person:'.length))}`,
    person: person === null ? null : refOf(person),
  };
}

/** As the case will stand once the question has been recorded. */
export const withQuestion = (desk: Desk, { about }: LetterWish): Desk => ({
  ...desk,
  state: {
    ...desk.state,
    question: { fact: '', at: desk.now.toString(), about: about ?? '', endedAt: null },
  },
});
