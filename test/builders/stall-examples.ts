import * as a from './facts';

export const agreedCase = [a.caseOpened('2026-11-01'), a.agreed('2026-11-01')];
export const sentCase = [...agreedCase, a.submitted('2026-11-06T17:00:00Z')];
const person = { mobile: '07700900121', email: 'ann@example.org' };
const other = { mobile: '07700900122', email: 'bob@example.org' };

/** What is recorded, and what that leaves the case stuck for. */
export const stuckByFacts: [string, a.GivenFact[], string[]][] = [
  ['it moves', agreedCase, []],
  [
    'DSPT not published',
    [...agreedCase, a.published('2026-11-02', 'not-published')],
    ['dspt-missing 2026-11-02T00:00:00Z'],
  ],
  [
    'DSPT not met',
    [...agreedCase, a.published('2026-07-02', 'not-met')],
    ['dspt-too-low 2026-07-01T23:00:00Z'],
  ],
  [
    'a DSPT that was good, and is not since (case 25)',
    [...agreedCase, a.published('2026-07-02', 'met'), a.published('2026-09-02', 'not-met')],
    ['dspt-too-low 2026-09-01T23:00:00Z'],
  ],
  [
    'DSPT lapsed at the end of June: since the first moment of July in London',
    [...agreedCase, a.published('2025-06-02', 'met', '24/25')],
    ['dspt-expired 2026-06-30T23:00:00Z'],
  ],
  [
    'Approaching Standards once more (case 21)',
    [
      ...agreedCase,
      a.published('2025-06-02', 'approaching', '24/25'),
      a.published('2026-06-02', 'approaching', '25/26'),
    ],
    ['approaching-already-used 2026-06-01T23:00:00Z'],
  ],
  [
    'Approaching Standards twice for one edition is one publication',
    [
      ...agreedCase,
      a.published('2026-06-02', 'approaching', '25/26'),
      a.published('2026-06-20', 'approaching', '25/26'),
    ],
    [],
  ],
  [
    'headquarters’ code (case 37)',
    [...agreedCase, a.odsCode('2026-11-02', 'AB12')],
    ['hq-ods-code 2026-11-02T00:00:00Z'],
  ],
  [
    'postcode differs',
    [...agreedCase, { ...a.odsCode('2026-11-02'), postcode: 'differs' }],
    ['postcode-differs 2026-11-02T00:00:00Z'],
  ],
  [
    'prepared with one person (case 39)',
    [...agreedCase, a.named('2026-11-02', 'Ann', person), a.prepared('2026-11-03')],
    ['fewer-than-two-people 2026-11-03T00:00:00Z'],
  ],
  [
    'the second person goes after all was prepared',
    [
      ...agreedCase,
      a.named('2026-11-02', 'Ann', person),
      a.named('2026-11-02', 'Bob', other),
      a.prepared('2026-11-03'),
      a.contactId('2026-11-04'),
      a.removed('2026-11-12', 'Bob'),
    ],
    ['fewer-than-two-people 2026-11-12T00:00:00Z'],
  ],
  [
    'one mobile, written in two ways (case 40)',
    [
      ...agreedCase,
      a.named('2026-11-02', 'Ann', person),
      a.named('2026-11-04', 'Bob', { ...other, mobile: '+44 7700 900121' }),
    ],
    ['duplicate-mobile 2026-11-04T00:00:00Z'],
  ],
  [
    'one email (case 41)',
    [
      ...agreedCase,
      a.named('2026-11-02', 'Ann', person),
      a.named('2026-11-04', 'Bob', { ...other, email: 'Ann@Example.org' }),
    ],
    ['duplicate-email 2026-11-04T00:00:00Z'],
  ],
  [
    'a landline',
    [...agreedCase, a.named('2026-11-02', 'Ann', { ...person, mobile: '01522 123456' })],
    ['not-a-uk-mobile 2026-11-02T00:00:00Z'],
  ],
  [
    'a desk’s address',
    [...agreedCase, a.named('2026-11-02', 'Ann', { ...person, email: 'office@example.org' })],
    ['generic-account 2026-11-02T00:00:00Z'],
  ],
  [
    'eleven people (case 39)',
    [...agreedCase, ...'ABCDEFGHIJK'.split('').map((p) => a.named('2026-11-02', p))],
    ['more-than-ten-people 2026-11-02T00:00:00Z'],
  ],
  [
    'accounts were found',
    [...agreedCase, a.nhsmailChecked('2026-11-02', 'accounts')],
    ['already-has-nhsmail 2026-11-02T00:00:00Z'],
  ],
  [
    'NHSmail says so (case 49)',
    [...sentCase, a.replied('2026-11-07T10:00:00Z', 'already-exists')],
    ['already-has-nhsmail 2026-11-07T10:00:00Z'],
  ],
  [
    'rejected',
    [...sentCase, a.replied('2026-11-07T10:00:00Z', 'rejected')],
    ['rejected 2026-11-07T10:00:00Z'],
  ],
  [
    'rejected, and new proof asked for',
    [
      ...sentCase,
      a.replied('2026-11-07T10:00:00Z', 'rejected'),
      a.requested('2026-11-08', 'email'),
    ],
    [],
  ],
  [
    'deregistered (case 30)',
    [...agreedCase, a.deregistered('2026-11-12')],
    ['closure 2026-11-12T00:00:00Z'],
  ],
  [
    'a code went by email to a manager who has left (case 11)',
    [
      ...agreedCase,
      a.requested('2026-11-10', 'email'),
      a.stallNoted('2026-11-12T10:00:00Z', 'manager-changed-or-vacant'),
    ],
    [
      'manager-changed-or-vacant 2026-11-12T10:00:00Z noted',
      'otp-emailed-to-former 2026-11-12T10:00:00Z',
    ],
  ],
  [
    'an officer says why',
    [...agreedCase, a.stallNoted('2026-11-12T10:00:00Z', 'capacity-or-crisis')],
    ['capacity-or-crisis 2026-11-12T10:00:00Z noted'],
  ],
  [
    'and that it is over',
    [
      ...agreedCase,
      a.stallNoted('2026-11-12T10:00:00Z', 'capacity-or-crisis'),
      a.stallCleared('2026-11-13T10:00:00Z', 'capacity-or-crisis'),
    ],
    [],
  ],
  [
    'closed: nothing is stuck any more',
    [...agreedCase, a.deregistered('2026-11-12'), a.closed('2026-11-13T10:00:00Z')],
    [],
  ],
  [
    'what stood in the way of sending does not once it is sent',
    [
      ...agreedCase,
      a.published('2026-11-02', 'not-met'),
      { ...a.submitted('2026-11-29T17:00:00Z'), override: 'they did it themselves' },
    ],
    [],
  ],
];

/** What begins at a moment: the last instant before it, and the moment itself. */
export const stuckInTime: [string, a.GivenFact[], string, string][] = [
  [
    'the letter is late by the day of the call',
    [...agreedCase, a.requested('2026-11-02')],
    'otp-not-arrived',
    '2026-11-12T09:00:00Z',
  ],
  [
    'a passcode ends with its last day',
    [...agreedCase, a.requested('2026-11-02'), a.received('2026-11-05')],
    'otp-expired',
    '2026-12-01T00:00:00Z',
  ],
  [
    'by the day it was issued',
    [...agreedCase, a.requested('2026-11-02'), a.issued('2026-11-05'), a.received('2026-11-05')],
    'otp-expired',
    '2026-12-04T00:00:00Z',
  ],
  ['48 hours, whatever the clocks do', sentCase, 'no-reply-over-48h', '2026-11-08T17:00:00Z'],
  [
    'a week to find proof',
    [...agreedCase, a.prepared('2026-11-03')],
    'contact-id-unknown',
    '2026-11-10T09:00:00Z',
  ],
  [
    'an account nobody activates',
    [...sentCase, a.replied('2026-11-07T10:00:00Z'), a.created('2026-11-08', 'Ann')],
    'lapsed-accounts',
    '2026-12-08T09:00:00Z',
  ],
  [
    'an account nobody opens',
    [
      ...sentCase,
      a.replied('2026-11-07T10:00:00Z'),
      a.created('2026-11-08', 'Ann'),
      a.activated('2026-11-09', 'Ann'),
      a.openedMailbox('2026-11-20', 'Ann'),
    ],
    'lapsed-accounts',
    '2026-12-20T09:00:00Z',
  ],
  [
    'a DSPT on the day it lapses',
    [...agreedCase, a.published('2026-06-01', 'met', '25/26')],
    'dspt-expired',
    '2027-06-30T23:00:00Z',
  ],
];
