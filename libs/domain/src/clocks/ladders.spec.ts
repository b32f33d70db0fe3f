import { england } from '../../../../test/builders/calendars';
import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import { shippedPolicy } from '../policy';
import { wantedRungs } from './all-clocks';

const wanted = (...given: a.GivenFact[]) =>
  wantedRungs(fold(a.factsOf(...given)), { policy: shippedPolicy, calendar: england });

/** "rung: due", and "→ sent" where it moved. */
const dates = (...given: a.GivenFact[]): string[] =>
  wanted(...given).map(({ rung, dueAt, sendAt }) => {
    const moved = dueAt.equals(sendAt) ? '' : ` → ${sendAt.toString()}`;
    return `${rung}: ${dueAt.toString()}${moved}`;
  });

/** "rung act to letter" for each rung, "last" and "routine" as they are. */
const acts = (...given: a.GivenFact[]): string[] =>
  wanted(...given).map(({ rung, act, to, letter, person }) =>
    [rung, act, to, letter, person].filter((word) => word !== null).join(' '),
  );

const ann = [a.created('2027-01-04', 'Ann'), a.activated('2027-01-05', 'Ann')];

describe('the dates of each ladder', () => {
  it.each<[string, a.GivenFact[], string[]]>([
    [
      'activation, over the spring clock change and Easter',
      [a.created('2027-03-01', 'Ann')],
      [
        'day-3: 2027-03-04T09:00:00Z',
        'day-10: 2027-03-11T09:00:00Z',
        'day-20: 2027-03-21T09:00:00Z → 2027-03-22T09:00:00Z',
        'day-27: 2027-03-28T08:00:00Z → 2027-03-25T09:00:00Z',
        'at-risk: 2027-03-31T08:00:00Z',
      ],
    ],
    [
      'activation, over 29 February',
      [a.created('2028-02-01', 'Ann')],
      [
        'day-3: 2028-02-04T09:00:00Z',
        'day-10: 2028-02-11T09:00:00Z',
        'day-20: 2028-02-21T09:00:00Z',
        'day-27: 2028-02-28T09:00:00Z',
        'at-risk: 2028-03-02T09:00:00Z',
      ],
    ],
    [
      'inactivity, over Christmas and New Year',
      [a.created('2026-12-01', 'Ann'), a.activated('2026-12-02', 'Ann')],
      [
        'day-23: 2026-12-25T09:00:00Z → 2026-12-29T09:00:00Z',
        'day-30: 2027-01-01T09:00:00Z → 2027-01-04T09:00:00Z',
        'day-60: 2027-01-31T09:00:00Z → 2027-02-01T09:00:00Z',
        'day-90: 2027-03-02T09:00:00Z',
      ],
    ],
    [
      'inactivity, counted anew from an opening',
      [...ann, a.openedMailbox('2027-02-26', 'Ann')],
      [
        'day-23: 2027-03-21T09:00:00Z → 2027-03-22T09:00:00Z',
        'day-30: 2027-03-28T08:00:00Z → 2027-03-30T08:00:00Z',
        'day-60: 2027-04-27T08:00:00Z',
        'day-90: 2027-05-27T08:00:00Z',
      ],
    ],
    [
      'leaver: at the fact, which on a day alone is 08:00 there',
      [a.leaving('2027-02-26', 'Ann')],
      ['marked: 2027-02-26T08:00:00Z → 2027-02-26T09:00:00Z', 'day-30: 2027-03-28T08:00:00Z'],
    ],
    [
      'leaver on a Saturday: the letter waits, the record does not',
      [a.leaving('2026-11-28', 'Ann')],
      ['marked: 2026-11-28T08:00:00Z → 2026-11-30T09:00:00Z', 'day-30: 2026-12-28T09:00:00Z'],
    ],
    [
      'long leave from 31 August: months end on their last day',
      [a.disabled('2026-08-31', 'Ann')],
      [
        'month-15: 2027-11-30T09:00:00Z',
        'month-17: 2028-01-31T09:00:00Z',
        'month-18: 2028-02-29T09:00:00Z',
      ],
    ],
    [
      'long leave to a 29 February, into summer time',
      [a.disabled('2026-11-29', 'Ann')],
      [
        'month-15: 2028-02-29T09:00:00Z',
        'month-17: 2028-04-29T08:00:00Z → 2028-05-02T08:00:00Z',
        'month-18: 2028-05-29T08:00:00Z → 2028-05-30T08:00:00Z',
      ],
    ],
    [
      'long leave from a 29 February',
      [a.disabled('2028-02-29', 'Ann')],
      [
        'month-15: 2029-05-29T08:00:00Z',
        'month-17: 2029-07-29T08:00:00Z → 2029-07-30T08:00:00Z',
        'month-18: 2029-08-29T08:00:00Z',
      ],
    ],
    [
      'DSPT 25/26, valid to 30 June 2027; it lapses at midnight in summer',
      [a.published('2026-05-20', 'met', '25/26')],
      [
        'days-90: 2027-04-01T08:00:00Z',
        'days-60: 2027-05-01T08:00:00Z → 2027-05-04T08:00:00Z',
        'days-30: 2027-05-31T08:00:00Z → 2027-06-01T08:00:00Z',
        'days-14: 2027-06-16T08:00:00Z',
        'days-7: 2027-06-23T08:00:00Z',
        'expired: 2027-06-30T23:00:00Z',
      ],
    ],
    [
      'DSPT 26/27 at Approaching',
      [a.published('2027-05-20', 'approaching', '26/27')],
      [
        'days-90: 2028-04-01T08:00:00Z → 2028-04-03T08:00:00Z',
        'days-60: 2028-05-01T08:00:00Z → 2028-05-02T08:00:00Z',
        'days-30: 2028-05-31T08:00:00Z',
        'days-14: 2028-06-16T08:00:00Z',
        'days-7: 2028-06-23T08:00:00Z',
        'expired: 2028-06-30T23:00:00Z',
      ],
    ],
    [
      'DSPT whose last warning falls on a Saturday goes on the Friday',
      [a.published('2028-05-20', 'met', '28/29')],
      [
        'days-90: 2030-04-01T08:00:00Z',
        'days-60: 2030-05-01T08:00:00Z',
        'days-30: 2030-05-31T08:00:00Z',
        'days-14: 2030-06-16T08:00:00Z → 2030-06-17T08:00:00Z',
        'days-7: 2030-06-23T08:00:00Z → 2030-06-21T08:00:00Z',
        'expired: 2030-06-30T23:00:00Z',
      ],
    ],
    [
      'silence, over Christmas',
      [a.asked('2026-12-21T15:00:00Z')],
      [
        'working-day-5: 2026-12-30T09:00:00Z',
        'working-day-10: 2027-01-07T09:00:00Z',
        'working-day-20: 2027-01-21T09:00:00Z',
        'parked: 2027-02-04T09:00:00Z',
      ],
    ],
    [
      'silence, over Easter and the clock change',
      [a.asked('2027-03-19T08:00:00Z')],
      [
        'working-day-5: 2027-03-30T08:00:00Z',
        'working-day-10: 2027-04-06T08:00:00Z',
        'working-day-20: 2027-04-20T08:00:00Z',
        'parked: 2027-05-05T08:00:00Z',
      ],
    ],
    [
      'silence since a Saturday: Monday is the first working day',
      [a.asked('2026-11-14T12:00:00Z')],
      [
        'working-day-5: 2026-11-20T09:00:00Z',
        'working-day-10: 2026-11-27T09:00:00Z',
        'working-day-20: 2026-12-11T09:00:00Z',
        'parked: 2026-12-29T09:00:00Z',
      ],
    ],
    [
      'a ticket raised before Christmas',
      [a.ticketRaised('2026-12-21T15:00:00Z', 'INC-7')],
      ['working-day-2: 2026-12-23T09:00:00Z', 'working-day-4: 2026-12-29T09:00:00Z'],
    ],
    [
      'a ticket raised half past midnight on a summer Tuesday, Monday in Greenwich',
      [a.ticketRaised('2027-07-05T23:30:00Z', 'INC-7')],
      ['working-day-2: 2027-07-08T08:00:00Z', 'working-day-4: 2027-07-12T08:00:00Z'],
    ],
    [
      'a passcode over Easter and the clock change: it ends at midnight in summer time',
      [a.requested('2027-03-01', 'email')],
      [
        'day-14: 2027-03-15T09:00:00Z',
        'day-21: 2027-03-22T09:00:00Z',
        'day-26: 2027-03-27T09:00:00Z → 2027-03-25T09:00:00Z',
        'day-26-call: 2027-03-27T09:00:00Z → 2027-03-30T08:00:00Z',
        'expired: 2027-03-29T23:00:00Z',
      ],
    ],
    [
      'a passcode over the autumn clock change',
      [a.requested('2026-10-10', 'email')],
      [
        'day-14: 2026-10-24T08:00:00Z → 2026-10-26T09:00:00Z',
        'day-21: 2026-10-31T09:00:00Z → 2026-11-02T09:00:00Z',
        'day-26: 2026-11-05T09:00:00Z',
        'day-26-call: 2026-11-05T09:00:00Z',
        'expired: 2026-11-08T00:00:00Z',
      ],
    ],
    [
      'a passcode over 29 February',
      [a.requested('2028-02-10', 'email')],
      [
        'day-14: 2028-02-24T09:00:00Z',
        'day-21: 2028-03-02T09:00:00Z',
        'day-26: 2028-03-07T09:00:00Z',
        'day-26-call: 2028-03-07T09:00:00Z',
        'expired: 2028-03-10T00:00:00Z',
      ],
    ],
  ])('%s', (_, given, expected) => {
    expect(dates(...given)).toEqual(expected);
  });
});

describe('who gets what', () => {
  it.each<[string, a.GivenFact[], string[]]>([
    [
      'activation',
      [a.created('2027-03-01', 'Ann')],
      [
        ...['day-3', 'day-10', 'day-20', 'day-27'].map((r) => `${r} letter person activate Ann`),
        'at-risk task officer Ann',
      ],
    ],
    [
      'inactivity',
      ann,
      [
        'day-23 letter provider keep-alive Ann',
        ...['day-30', 'day-60', 'day-90'].map((rung) => `${rung} task officer Ann`),
      ],
    ],
    [
      'leaver',
      [a.leaving('2027-02-26', 'Ann')],
      ['marked letter provider leaver Ann', 'day-30 record Ann'],
    ],
    [
      'long leave',
      [a.disabled('2026-08-31', 'Ann')],
      [
        'month-15 letter provider long-leave Ann',
        'month-17 letter provider long-leave Ann',
        'month-18 task officer Ann',
      ],
    ],
    [
      'DSPT',
      [a.published('2026-05-20')],
      [
        ...['days-90', 'days-60', 'days-30', 'days-14', 'days-7'].map(
          (rung) => `${rung} letter provider dspt-expiring`,
        ),
        'expired record',
      ],
    ],
    [
      'silence',
      [a.asked('2026-12-21T15:00:00Z')],
      [
        'working-day-5 letter provider reminder',
        'working-day-10 letter provider reminder',
        'working-day-20 task officer',
        'parked record',
      ],
    ],
    [
      'ticket',
      [a.ticketRaised('2026-12-21T15:00:00Z', 'INC-7')],
      ['working-day-2 task officer INC-7', 'working-day-4 task lead INC-7'],
    ],
  ])('%s', (_, given, expected) => {
    expect(acts(...given)).toEqual(expected);
  });

  it('only what answers an event is kept out of merging', () => {
    const everything = [
      a.created('2027-01-04', 'Bob'),
      ...ann,
      a.leaving('2027-01-06', 'Cat'),
      a.disabled('2027-01-06', 'Dan'),
      a.published('2026-05-20'),
      a.asked('2026-12-21T15:00:00Z'),
      a.submitted('2026-12-21T15:00:00Z'),
      a.requested('2027-01-04'),
    ];
    const apart = wanted(...everything).filter((r) => r.act === 'letter' && !r.routine);
    expect(apart.map((r) => `${r.clock} ${r.rung}`)).toEqual([
      'nhsmail-reply expect',
      'leaver marked',
    ]);
  });
});

describe('the basis of the newer clocks, fit to be read over the phone', () => {
  const basis = (rung: string, ...given: a.GivenFact[]): readonly string[] =>
    wanted(...given).find((r) => r.rung === rung)?.basis ?? [];

  it.each<[string, string, a.GivenFact[], string[]]>([
    [
      'months that are too short',
      'month-18',
      [a.disabled('2026-08-31', 'Ann')],
      [
        'The account of Ann was disabled on Monday 31 August 2026.',
        '18 calendar months later is Tuesday 29 February 2028 at 9:00am. That month has no day 31, so its last day counts.',
        'That is a working day between 9:00 and 17:00, so it goes then.',
      ],
    ],
    [
      'working days, with every day left out by name',
      'working-day-5',
      [a.asked('2026-12-22T15:00:00Z', 'the staff list')],
      [
        'The provider was asked about the staff list on Tuesday 22 December 2026 at 3:00pm.',
        'Working day 5 after that is Thursday 31 December 2026 at 9:00am. Not counted: Friday 25 December 2026 (Christmas Day), Saturday 26 December 2026 (a Saturday), Sunday 27 December 2026 (a Sunday), Monday 28 December 2026 (Boxing Day (substitute day)).',
        'That is a working day between 9:00 and 17:00, so it goes then.',
      ],
    ],
    [
      'days before an end',
      'days-60',
      [a.published('2026-05-20', 'exceeded', '25/26')],
      [
        'The DSPT edition 25/26 was published on Wednesday 20 May 2026 at Standards Exceeded.',
        'It is valid to the end of Wednesday 30 June 2027.',
        '60 calendar days before that is Saturday 1 May 2027 at 9:00am.',
        'Saturday 1 May 2027 is a Saturday; Sunday 2 May 2027 is a Sunday; Monday 3 May 2027 is Early May bank holiday: it goes on to Tuesday 4 May 2027 at 9:00am.',
      ],
    ],
    [
      'an end that passes',
      'expired',
      [a.published('2026-05-20', 'approaching', '25/26')],
      [
        'The DSPT edition 25/26 was published on Wednesday 20 May 2026 at Approaching Standards.',
        'It is valid to the end of Wednesday 30 June 2027.',
        'The first moment after that is Thursday 1 July 2027 at midnight.',
        'It is recorded at that moment, whatever the day or hour.',
      ],
    ],
    [
      'the opening an account was last used at',
      'day-30',
      [...ann, a.openedMailbox('2027-02-26', 'Ann')],
      [
        'Ann opened the mailbox on Friday 26 February 2027.',
        '30 calendar days later is Sunday 28 March 2027 at 9:00am (weekends and bank holidays count).',
        'Sunday 28 March 2027 is a Sunday; Monday 29 March 2027 is Easter Monday: it goes on to Tuesday 30 March 2027 at 9:00am.',
      ],
    ],
    [
      'an account just made',
      'at-risk',
      [a.created('2027-03-01', 'Ann')],
      [
        'The account of Ann was created on Monday 1 March 2027.',
        '30 calendar days later is Wednesday 31 March 2027 at 9:00am (weekends and bank holidays count).',
        'That is a working day between 9:00 and 17:00, so it goes then.',
      ],
    ],
    [
      'at the fact itself',
      'marked',
      [a.leaving('2027-02-26', 'Ann')],
      [
        'Ann was marked as a leaver on Friday 26 February 2027.',
        'Letters and calls go only between 9:00 and 17:00 on working days: it goes on to Friday 26 February 2027 at 9:00am.',
      ],
    ],
    [
      'a ticket',
      'working-day-2',
      [a.ticketRaised('2026-12-21T15:00:00Z', 'INC-7')],
      [
        'Ticket INC-7 was raised on Monday 21 December 2026 at 3:00pm.',
        'Working day 2 after that is Wednesday 23 December 2026 at 9:00am.',
        'That is a working day between 9:00 and 17:00, so it goes then.',
      ],
    ],
  ])('%s', (_, rung, given, expected) => {
    expect(basis(rung, ...given)).toEqual(expected);
  });
});
