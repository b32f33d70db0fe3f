import type { RaisedTaskKind } from '@app/follow-ups';
import type { CallScript } from './call-script';

const letter: CallScript['look'] = {
  text: 'The letter',
  href: (id) => `/mail-tray/${id}`,
};

const answer: CallScript['look'] = {
  text: 'What they told us',
  href: (id) => `/answers/${id}`,
};

const message: CallScript['look'] = {
  text: 'What they wrote',
  href: (id) => `/inbox/${id}`,
};

const link: CallScript['look'] = {
  text: 'The two records',
  href: (id) => `/duplicates/${id}`,
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
    message,
  ),
  'answer/help': call(
    'Call the home: they ask for help',
    'They pressed “I need help” on the page behind one of our letters. Ask what is in the way, and record what you learn.',
    answer,
  ),
  'answer/lost': call(
    'Call the home: the passcode is lost',
    'They say that they have lost the letter with the passcode. Help them to ask NHSmail for a new one by post, and record the day they asked.',
    answer,
  ),
  'answer/not-come': call(
    'Call the home: the passcode has not come',
    'They say that it has not come. Ask them to look in the post of the manager and of head office. If it is not there, help them to ask for a new one, and record that.',
    answer,
  ),
  'answer/wrong-person': call(
    'Call the home: our letters reach the wrong person',
    'Whoever had our letter says that it is not for them, so nothing more goes to that address. Ask who is the right person, and record their name and address.',
    answer,
  ),
  'answer/reply': call(
    'Read and answer what they wrote',
    'They wrote on the page behind one of our letters. Read it, record what it means for the case, and answer if they ask something.',
    answer,
  ),
  'answer/takes-over': call(
    'Look at who takes over from a leaver',
    'They told us on the page behind our letter. Read it, make sure somebody else can open the shared mailbox, and record what changes.',
    answer,
  ),
  'answer/long-leave': call(
    'Call the home: somebody comes back from long leave',
    'They say that the person will be back. Agree when the account is to be switched on again, and record it when it is.',
    answer,
  ),
  'answer/dspt': call(
    'Check whether the DSPT is published',
    'They say that it is. Look it up on the DSPT website, and record the level and the edition it shows.',
    answer,
  ),
  'answer/nhsmail': call(
    'Look at what NHSmail said to the home',
    'They told us on the page behind our letter. Ring the home if it is not clear which accounts there are, or what NHSmail wants, and record it.',
    answer,
  ),
  'answer/check': call(
    'Check what the home told us',
    'What they pressed does not fit what is recorded, so it has not been. See why not, ring them if need be, and record what is right.',
    answer,
  ),
  'register/check': call(
    'Check what the register says about the home',
    'An import brought news that does not fit what is recorded, so nothing was recorded. Compare the page of the site with the timeline of the case, ring the home if need be, and record what is right.',
  ),
  'register/new-owner': call(
    'Call the home: it has a new owner',
    'CQC shows another provider. Ask who owns the mailbox now, whether the ODS code and the name of the mailbox change, and who is to be written to. Record what changes.',
  ),
  'register/ods-code': call(
    'Check the ODS code of the site',
    'The register now gives a code of the site that the case does not have. Compare its postcode with the one CQC shows, and record the code if it is right.',
  ),
  'register/manager': call(
    'Call the home: CQC shows another manager',
    'Ask who the registered manager is now, whether the CQC contact ID is known to them, and whom our letters should go to.',
  ),
  'register/leavers': call(
    'Call the home: it has closed, and people have accounts',
    'CQC has ended its registration. Confirm that with the home, have the people marked as leavers so that those who work elsewhere keep their accounts, record it, and close the case.',
  ),
  'register/two-records': call(
    'Decide: two records of one home?',
    'The register holds another record that looks like this home, perhaps under a new owner. See what speaks for it and say whether they belong together. Nothing is joined until you do.',
    link,
  ),
  'call/wrong-number': call(
    'Find the telephone number of the home',
    'The number we have is wrong. Look on the home’s website and its page at the CQC, or ask head office, and write the right one on the page of the site. Then ring about what the wrong number was called for.',
  ),
  'people/arrived': call(
    'The people form has arrived: look through the list',
    'The home has sent in who needs an account, and waits for us. Check names, addresses and mobile numbers, ring about what looks wrong, and record that everything is prepared once it is.',
  ),
};
