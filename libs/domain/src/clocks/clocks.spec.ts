import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import type { Fact } from '../facts/fact';
import { followUpFired } from '../facts/fact-types';
import { shippedPolicy } from '../policy';
import { workingCalendar } from '../time/working-calendar';
import { wantedRungs } from './all-clocks';

const calendar = workingCalendar([
  { date: '2026-12-25', title: 'Christmas Day' },
  { date: '2026-12-28', title: 'Boxing Day (substitute day)' },
  { date: '2027-01-01', title: 'New Year’s Day' },
]);
const settings = { policy: shippedPolicy, calendar };

const wanted = (...given: a.GivenFact[]) => wantedRungs(fold(a.factsOf(...given)), settings);

/** "clock rung: due, sent", the second only where it differs. */
const dates = (...given: a.GivenFact[]): string[] =>
  wanted(...given).map(({ clock, rung, dueAt, sendAt }) => {
    const moved = dueAt.equals(sendAt) ? '' : ` → ${sendAt.toString()}`;
    return `${clock} ${rung}: ${dueAt.toString()}${moved}`;
  });

const clocksOf = (...given: a.GivenFact[]): string[] => [
  ...new Set(wanted(...given).map((r) => r.clock)),
];

const posted = a.requested('2026-12-24');
const emailed = a.requested('2026-12-24', 'email');
const sent = a.submitted('2026-12-24T17:00:00Z');

describe('what each clock wants', () => {
  it('a code posted on Thursday 24 December 2026', () => {
    expect(dates(posted)).toEqual([
      'otp-arrival day-5: 2026-12-29T09:00:00Z',
      'otp-arrival day-7: 2026-12-31T09:00:00Z',
      'otp-arrival day-10: 2027-01-03T09:00:00Z → 2027-01-04T09:00:00Z',
      'otp-validity day-14: 2027-01-07T09:00:00Z',
      'otp-validity day-21: 2027-01-14T09:00:00Z',
      'otp-validity day-26: 2027-01-19T09:00:00Z',
      'otp-validity day-26-call: 2027-01-19T09:00:00Z',
      'otp-validity expired: 2027-01-22T00:00:00Z',
    ]);
  });

  it('a last warning goes back to a working day, the call of that day goes on', () => {
    const ladder = dates(a.requested('2026-12-01', 'email'));
    expect(ladder.slice(2)).toEqual([
      'otp-validity day-26: 2026-12-27T09:00:00Z → 2026-12-24T09:00:00Z',
      'otp-validity day-26-call: 2026-12-27T09:00:00Z → 2026-12-29T09:00:00Z',
      'otp-validity expired: 2026-12-30T00:00:00Z',
    ]);
  });

  it('the issue date moves the validity, not the arrival', () => {
    expect(dates(posted, a.issued('2026-12-29'))).toEqual([
      ...dates(posted).slice(0, 3),
      'otp-validity day-14: 2027-01-12T09:00:00Z',
      'otp-validity day-21: 2027-01-19T09:00:00Z',
      'otp-validity day-26: 2027-01-24T09:00:00Z → 2027-01-22T09:00:00Z',
      'otp-validity day-26-call: 2027-01-24T09:00:00Z → 2027-01-25T09:00:00Z',
      'otp-validity expired: 2027-01-27T00:00:00Z',
    ]);
  });

  it('a submission on Christmas Eve at 17:00', () => {
    expect(dates(sent)).toEqual([
      'nhsmail-reply expect: 2026-12-24T17:00:00Z → 2026-12-29T09:00:00Z',
      'nhsmail-reply breach: 2026-12-26T17:00:00Z',
      'nhsmail-reply call: 2026-12-26T17:00:00Z → 2026-12-29T09:00:00Z',
    ]);
  });

  it('says to whom, by which letter, from which fact and day', () => {
    expect(wanted(a.caseOpened('2026-12-01'), posted)[0]).toMatchObject({
      clock: 'otp-arrival',
      rung: 'day-5',
      act: 'letter',
      to: 'provider',
      letter: 'otp-on-its-way',
      routine: true,
      person: null,
      anchor: '2026-12-24',
      anchorFact: 'fact-1',
    });
    expect(wanted(sent).map(({ act, to, letter, routine }) => [act, to, letter, routine])).toEqual([
      ['letter', 'provider', 'submitted', false],
      ['record', null, null, true],
      ['task', 'officer', null, true],
    ]);
  });

  it('a submission late on a summer evening anchors on its day in London', () => {
    expect(wanted(a.submitted('2026-06-30T23:30:00Z'))[0]?.anchor).toBe('2026-07-01');
  });

  it('another policy makes other dates', () => {
    const policy = {
      ...shippedPolicy,
      passcodeGoodForDays: 14,
      ladders: {
        ...shippedPolicy.ladders,
        'otp-arrival': [{ rung: 'day-4', days: 4, act: 'task' as const, to: 'officer' as const }],
      },
    };
    const rungs = wantedRungs(fold(a.factsOf(posted)), { policy, calendar });
    expect(rungs.map((r) => `${r.rung} ${r.dueAt.toString()}`)).toEqual([
      'day-4 2026-12-28T09:00:00Z',
      'day-14 2027-01-07T09:00:00Z',
      'day-21 2027-01-14T09:00:00Z',
      'day-26 2027-01-19T09:00:00Z',
      'day-26-call 2027-01-19T09:00:00Z',
      'expired 2027-01-08T00:00:00Z',
    ]);
  });
});

describe('when a clock runs', () => {
  const both = ['otp-arrival', 'otp-validity'];

  it.each<[string, a.GivenFact[], string[]]>([
    ['nothing happened', [a.caseOpened('2026-12-01'), a.agreed('2026-12-01')], []],
    ['a code is in the post', [posted], both],
    ['a code was emailed', [emailed], ['otp-validity']],
    ['it arrived', [posted, a.received('2026-12-29')], ['otp-validity']],
    ['it was used', [posted, a.used('2026-12-29T10:00:00Z')], []],
    ['it was used unseen', [posted, a.received('2026-12-29'), a.used('2026-12-29T10:00:00Z')], []],
    ['another was requested', [posted, a.requested('2026-12-26')], both],
    [
      'another was requested by email',
      [posted, a.requested('2026-12-26', 'email')],
      ['otp-validity'],
    ],
    ['the contact ID is there', [posted, a.contactId('2026-12-29')], []],
    ['it was submitted', [posted, a.submitted('2026-12-29T10:00:00Z')], ['nhsmail-reply']],
    ['it was submitted and answered', [sent, a.replied('2026-12-25T10:00:00Z')], []],
    ['the answer was a question', [sent, a.replied('2026-12-25T10:00:00Z', 'question')], []],
    ['the provider opted out', [posted, a.optedOut('2026-12-29T10:00:00Z')], both],
    ['a note was added', [posted, a.note('2026-12-29T10:00:00Z')], both],
    ['the case was closed', [posted, sent, a.closed('2026-12-29T10:00:00Z')], []],
    [
      'it was closed and reopened: nothing resumes by itself',
      [posted, sent, a.closed('2026-12-29T10:00:00Z'), a.reopened('2026-12-30T10:00:00Z')],
      [],
    ],
    [
      'a code was requested once it was reopened',
      [
        posted,
        a.closed('2026-12-29T10:00:00Z'),
        a.reopened('2026-12-30T10:00:00Z'),
        a.requested('2026-12-30'),
      ],
      both,
    ],
    ['the request was retracted', [posted, a.retracted('2026-12-29T10:00:00Z', 'fact-0')], []],
    [
      'the arrival was retracted',
      [posted, a.received('2026-12-29'), a.retracted('2026-12-29T10:00:00Z', 'fact-1')],
      both,
    ],
  ])('%s', (_, given, clocks) => {
    expect(clocksOf(...given)).toEqual(clocks);
  });

  it('of two codes only the newer is chased', () => {
    const rungs = wanted(posted, a.requested('2026-12-26'));
    expect(new Set(rungs.map((r) => r.anchorFact))).toEqual(new Set(['fact-1']));
  });

  const expiry = (anchorFact: string, at: string): Fact => ({
    id: 'fired',
    type: followUpFired,
    on: null,
    at,
    details: { clock: 'otp-validity', rung: 'expired', anchorFact },
    override: null,
  });

  it('once its end is recorded no letter warns of it any more', () => {
    const facts = [...a.factsOf(emailed), expiry('fact-0', '2027-01-22T00:00:00Z')];
    const rungs = wantedRungs(fold(facts), settings).map((r) => r.rung);
    expect(rungs).toEqual(['day-26-call', 'expired']);
  });

  it('unless an issue date learned since brings it back to life', () => {
    const [request, issue] = a.factsOf(emailed, a.issued('2026-12-29'));
    const facts = [request!, expiry('fact-0', '2027-01-22T00:00:00Z'), issue!];
    const rungs = wantedRungs(fold(facts), settings).map((r) => r.rung);
    expect(rungs).toEqual(['day-14', 'day-21', 'day-26', 'day-26-call', 'expired']);
  });
});

describe('the basis of a date, fit to be read over the phone', () => {
  const basis = (rung: string, ...given: a.GivenFact[]): string[] => [
    ...(wanted(...given).find((r) => r.rung === rung)?.basis ?? []),
  ];

  it('a day that is a working day', () => {
    expect(basis('day-7', posted)).toEqual([
      'The passcode was requested by post on Thursday 24 December 2026.',
      '7 calendar days later is Thursday 31 December 2026 at 9:00am (weekends and bank holidays count).',
      'That is a working day between 9:00 and 17:00, so it goes then.',
    ]);
  });

  it('a day that moves on, over which days and why', () => {
    expect(basis('day-5', a.requested('2026-12-20')).at(-1)).toBe(
      'Friday 25 December 2026 is Christmas Day; Saturday 26 December 2026 is a Saturday; Sunday 27 December 2026 is a Sunday; Monday 28 December 2026 is Boxing Day (substitute day): it goes on to Tuesday 29 December 2026 at 9:00am.',
    );
  });

  it('a last warning that moves back', () => {
    expect(basis('day-26', a.requested('2026-12-01')).at(-1)).toBe(
      'Sunday 27 December 2026 is a Sunday; Saturday 26 December 2026 is a Saturday; Friday 25 December 2026 is Christmas Day: a last warning must come before the deadline, so it goes back to Thursday 24 December 2026 at 9:00am.',
    );
  });

  it('an issue date not known yet is said to be so', () => {
    expect(basis('expired', posted)).toEqual([
      'The passcode was requested on Thursday 24 December 2026; its issue date is not known yet, so the request date stands in.',
      'It is good for 28 calendar days, to the end of Thursday 21 January 2027; bank holidays do not extend it.',
      'The first moment after that is Friday 22 January 2027 at midnight.',
      'It is recorded at that moment, whatever the day or hour.',
    ]);
    expect(basis('expired', posted, a.issued('2026-12-26'))[0]).toBe(
      'The passcode was issued on Saturday 26 December 2026.',
    );
  });

  it('elapsed hours over a clock change', () => {
    expect(basis('call', a.submitted('2026-10-23T16:00:00Z'))).toEqual([
      'The application was submitted on Friday 23 October 2026 at 5:00pm.',
      '48 hours later, day and night, is Sunday 25 October 2026 at 4:00pm; the clocks change in between.',
      'Sunday 25 October 2026 is a Sunday: it goes on to Monday 26 October 2026 at 9:00am.',
    ]);
  });

  it('a working day out of hours', () => {
    expect(basis('expect', a.submitted('2026-12-22T18:00:00Z')).at(-1)).toBe(
      'Letters and calls go only between 9:00 and 17:00 on working days: it goes on to Wednesday 23 December 2026 at 9:00am.',
    );
  });
});
