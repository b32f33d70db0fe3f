import type { RaisedTaskKind } from '@app/follow-ups';
import type { CallScript } from './call-scripts';

const letter: CallScript['look'] = {
  text: 'The letter',
  href: (id) => `/mail-tray/${id}`,
};

const call = (title: string, guidance: string, look?: CallScript['look']): CallScript => ({
  title,
  guidance,
  ring: 'home',
  ...(look && { look }),
});

/** Tasks that no clock made: what to do, and what to say on the telephone. */
export const raisedTaskWords: Readonly<Record<RaisedTaskKind, CallScript>> = {
  'mail/refused': call(
    'Call the home: a letter was refused',
    'Their mail server did not take our letter, and it is not tried again. Read its answer, tell the home by phone what the letter says, and ask for another address if theirs is at fault.',
    letter,
  ),
  'mail/bounced': call(
    'Call the home: their email address does not exist',
    'The mail server says that there is no such mailbox, so nothing more is sent to it. Tell the home what the letter says, ask for an address that works and read it back letter by letter.',
    letter,
  ),
  'mail/given-up': call(
    'Call the home: a letter could not be delivered',
    'It was tried for two days and has been given up. Tell the home by phone what the letter says, and ask whether other mail reaches them.',
    letter,
  ),
  'mail/no-address': call(
    'Call the home: no email address is recorded',
    'A letter was due and could not go. Tell the home by phone what it says, ask for the manager’s address and record it.',
    letter,
  ),
  'mail/unknown': call(
    'Call the home: did our letter arrive?',
    'The connection broke while the letter was on its way, so nobody knows. Ask whether they have it, junk mail too. Then open the letter and press “It arrived” or “Send it again”.',
    letter,
  ),
  'mail/answer': call(
    'Read and answer a reply',
    'The home has written back. Read what they say, record what it means for the case, and answer if they ask something.',
  ),
  'answer/help': call(
    'Call the home: they ask for help',
    'They pressed “I need help” on the page behind one of our letters. Ask what is in the way, and record what you learn.',
  ),
  'answer/lost': call(
    'Call the home: the passcode is lost',
    'They say that they have lost the letter with the passcode. Help them to ask NHSmail for a new one by post, and record the day they asked.',
  ),
  'answer/not-come': call(
    'Call the home: the passcode has not come',
    'They say that it has not come. Ask them to look in the post of the manager and of head office. If it is not there, help them to ask for a new one, and record that.',
  ),
  'answer/wrong-person': call(
    'Call the home: our letters reach the wrong person',
    'Whoever had our letter says that it is not for them, so nothing more goes to that address. Ask who is the right person, and record their name and address.',
  ),
  'people/arrived': call(
    'Look at the people the home has named',
    'The home has filled in who needs an account. Check the names, addresses and mobile numbers before the application is sent, and ring about what is missing.',
  ),
};
