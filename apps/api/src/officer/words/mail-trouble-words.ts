import type { LetterTrouble } from '@app/letters';

/** What has become of a letter that needs a person, and what to do, in a sentence each. */
export interface TroubleWords {
  what: string;
  toDo: string;
}

const words: Readonly<Record<LetterTrouble, TroubleWords>> = {
  unknown: {
    what: 'It may or may not have arrived: the connection broke.',
    toDo: 'Ask the home if they have it. It is never sent again by itself.',
  },
  refused: {
    what: 'Their mail server did not take it.',
    toDo: 'Tell them by phone what it says, and ask for another address if theirs is at fault.',
  },
  bounced: {
    what: 'There is no such address. Nothing more is sent to it.',
    toDo: 'Tell them by phone what it says, and record an address that works.',
  },
  'given-up': {
    what: 'It was tried for two days and has been given up.',
    toDo: 'Tell them by phone what it says.',
  },
  'no-address': {
    what: 'No email address is recorded, so it could not be sent.',
    toDo: 'Tell them by phone what it says, and record the manager’s address.',
  },
};

export const troubleWords = (trouble: LetterTrouble): TroubleWords => words[trouble];
