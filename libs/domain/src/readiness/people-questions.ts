import { forPeople, missing, type Question, question, section, seed, warning } from './gap';

const ownDetails = 'Each person needs a UK mobile number and an email address of their own.';

/** Are enough people named, with what each needs and what each is to do? */
export const peopleQuestions: readonly Question[] = [
  question('enough', {
    enough: null,
    one: missing(
      'one-person-only',
      'provider',
      'Please name at least one more person: two are needed.',
      'An application names 2 to 10 people.',
      section(3, 'stage 2 and case 39'),
    ),
    none: missing(
      'no-people',
      'provider',
      'Who is to have an account? Please name 2 to 10 people.',
      'An application names 2 to 10 people.',
      section(3, 'stage 3'),
    ),
  }),
  question('notTooMany', {
    fits: null,
    'too-many': missing(
      'too-many-people',
      'provider',
      'Which ten come first? More can be asked for through the helpdesk once the site is live.',
      'An application names 2 to 10 people.',
      `${seed}; case 39`,
    ),
  }),
  question('roles', {
    all: null,
    'some-missing': missing(
      'role-missing',
      'provider',
      forPeople((names) => `What will ${names} be: owner, administrator or member of the mailbox?`),
      'Decide who owns the shared mailbox, who has access and who administers it.',
      `${seed}, step 3`,
    ),
  }),
  question(
    'owner',
    {
      chosen: null,
      none: missing(
        'no-owner',
        'provider',
        'Who will be the owner of the shared mailbox?',
        'Decide who owns the shared mailbox, who has access and who administers it.',
        `${seed}, step 3`,
      ),
    },
    ['enough', 'roles'],
  ),
  question(
    'secondOwner',
    {
      two: null,
      one: warning(
        'one-owner-only',
        'provider',
        'Name a second owner, so that the mailbox is not stuck when the first leaves.',
        'Name two owners (good practice).',
        section(6, 'NHSmail side'),
      ),
    },
    ['enough', 'roles', 'owner'],
  ),
  question(
    'administrator',
    {
      chosen: null,
      none: missing(
        'no-administrator',
        'provider',
        'Who will be the administrator of the shared mailbox? It may be the owner.',
        'Decide who owns the shared mailbox, who has access and who administers it.',
        `${seed}, step 3`,
      ),
    },
    ['enough', 'roles'],
  ),
  question('mobiles', {
    all: null,
    'some-missing': missing(
      'mobile-missing',
      'provider',
      forPeople((names) => `What is the mobile number of ${names}?`),
      ownDetails,
      seed,
    ),
  }),
  question('mobileForm', {
    uk: null,
    'some-not-uk': missing(
      'mobile-not-uk',
      'provider',
      forPeople((names) => `Is there a UK mobile number for ${names}? The one given is not.`),
      ownDetails,
      section(2, 'UK mobile'),
    ),
  }),
  question('mobileShared', {
    distinct: null,
    shared: missing(
      'mobile-shared',
      'provider',
      forPeople((names) => `${names} have one mobile number: what is each one’s own?`),
      ownDetails,
      `${seed}; case 40`,
    ),
  }),
  question('emails', {
    all: null,
    'some-missing': missing(
      'email-missing',
      'provider',
      forPeople((names) => `What is the email address of ${names}? A private one will do.`),
      ownDetails,
      seed,
    ),
  }),
  question('emailForm', {
    good: null,
    'some-malformed': missing(
      'email-malformed',
      'provider',
      forPeople((names) => `Please check the email address of ${names}: it cannot be right.`),
      ownDetails,
      section(2, 'Account email'),
    ),
  }),
  question('emailShared', {
    distinct: null,
    shared: missing(
      'email-shared',
      'provider',
      forPeople((names) => `${names} have one email address: what is each one’s own?`),
      ownDetails,
      `${seed}; case 41`,
    ),
  }),
  question('emailGeneric', {
    personal: null,
    'some-generic': warning(
      'generic-account',
      'provider',
      forPeople((names) => `Is there an address that is only theirs for ${names}?`),
      'Accounts are for individuals; generic ones are not allowed.',
      seed,
    ),
  }),
  question('emailHeld', {
    'new-accounts': null,
    'some-joiners': warning(
      'has-nhsmail-account',
      'provider',
      forPeople(
        (names) =>
          `${names}: already on NHSmail, by the address given. They keep their account and are joined to this site; please do not ask for a new one.`,
      ),
      'Accounts are personal, one a person: who has one is a joiner, not a new account.',
      section(6, 'NHSmail side, and case 42'),
    ),
  }),
  question(
    'newAccounts',
    {
      two: null,
      'too-few': warning(
        'fewer-than-two-new',
        'provider',
        'The portal asks for at least two new accounts: can you name somebody more who has none yet?',
        'An application asks for 2 to 10 accounts; who has one already gets none.',
        `${seed}; case 42`,
      ),
    },
    ['enough'],
  ),
  question('headOffice', {
    'at-the-home': null,
    'some-head-office': warning(
      'head-office-person',
      'provider',
      forPeople(
        (names) =>
          `Does ${names} work at this home? NHSmail may turn away people of a head office or HR department.`,
      ),
      'Accounts are for people who work at the site.',
      section(10, 'case 44'),
    ),
  }),
];
