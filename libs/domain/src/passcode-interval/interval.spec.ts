import { fold } from '../cases/evolve';
import { newCase, type Passcode } from '../cases/case-state';
import * as a from '../../../../test/builders/facts';
import { policyWith, shippedPolicy } from '../policy';
import { passcodeInterval, passcodeIntervals } from './interval';

const opened = a.caseOpened('2026-11-01');
const intervalOf = (day: string, ...given: a.GivenFact[]) =>
  passcodeInterval(fold(a.factsOf(opened, ...given)), shippedPolicy, day);

const inShort = (day: string, ...given: a.GivenFact[]): string => {
  const found = intervalOf(day, ...given);
  if (!found) return 'none';
  const { issued, safeUntil, deadAfter, standing, conflict } = found;
  const dates = [issued.from, issued.to, safeUntil, deadAfter].map((d) => d.slice(5)).join(' ');
  return [dates, standing, conflict?.code ?? ''].join(' ').trim();
};

describe('until when a passcode can be used', () => {
  it.each<[string, string, a.GivenFact[], string]>([
    ['none asked for', '2026-11-10', [], 'none'],
    [
      'by post, nothing else known',
      '2026-11-10',
      [a.requested('2026-11-02')],
      '11-02 11-16 11-30 12-14 good',
    ],
    [
      'arrived: issued by then',
      '2026-11-10',
      [a.requested('2026-11-02'), a.received('2026-11-09')],
      '11-02 11-09 11-30 12-07 good',
    ],
    [
      'slow post says nothing of the issue',
      '2026-11-30',
      [a.requested('2026-11-02'), a.received('2026-11-28')],
      '11-02 11-16 11-30 12-14 good',
    ],
    [
      'printed date known, learned later than the request (case 8)',
      '2026-11-10',
      [a.requested('2026-11-02'), a.received('2026-11-09'), a.issued('2026-11-05')],
      '11-05 11-05 12-03 12-03 good',
    ],
    [
      'by email it is issued that day, or after midnight (case 12)',
      '2026-11-10',
      [a.requested('2026-11-02', 'email')],
      '11-02 11-03 11-30 12-01 good',
    ],
    [
      'safe to the end of its last safe day',
      '2026-11-30',
      [a.requested('2026-11-02')],
      '11-02 11-16 11-30 12-14 good',
    ],
    [
      'the day after',
      '2026-12-01',
      [a.requested('2026-11-02')],
      '11-02 11-16 11-30 12-14 doubtful',
    ],
    [
      'its last possible day',
      '2026-12-14',
      [a.requested('2026-11-02')],
      '11-02 11-16 11-30 12-14 doubtful',
    ],
    ['certainly dead', '2026-12-15', [a.requested('2026-11-02')], '11-02 11-16 11-30 12-14 dead'],
    [
      'asked for again: the new one counts (case 3)',
      '2026-11-10',
      [a.requested('2026-11-02'), a.requested('2026-11-08')],
      '11-08 11-22 12-06 12-20 good',
    ],
    [
      'a letter comes after the second request: it may be the old one (case 4)',
      '2026-11-12',
      [a.requested('2026-11-02'), a.requested('2026-11-08'), a.received('2026-11-10')],
      '11-08 11-22 12-06 12-20 good which-letter-arrived',
    ],
    [
      'the date printed on it shows it is the new one',
      '2026-11-12',
      [
        a.requested('2026-11-02'),
        a.requested('2026-11-08'),
        a.received('2026-11-10'),
        a.issued('2026-11-09'),
      ],
      '11-09 11-09 12-07 12-07 good',
    ],
    [
      'it was the old one: its arrival is retracted',
      '2026-11-12',
      [
        a.requested('2026-11-02'),
        a.requested('2026-11-08'),
        a.received('2026-11-10'),
        a.retracted('2026-11-12T10:00:00Z', 'fact-3'),
      ],
      '11-08 11-22 12-06 12-20 good',
    ],
    [
      'the old letter had come before the second request',
      '2026-11-12',
      [
        a.requested('2026-11-02'),
        a.received('2026-11-06'),
        a.requested('2026-11-08'),
        a.received('2026-11-10'),
      ],
      '11-08 11-10 12-06 12-08 good',
    ],
    [
      'with three days left (case 13)',
      '2026-11-27',
      [a.requested('2026-11-02'), a.issued('2026-11-02'), a.received('2026-11-27')],
      '11-02 11-02 11-30 11-30 good',
    ],
    [
      'issued later than codes are: the printed date counts, and the conflict shows',
      '2026-11-25',
      [a.requested('2026-11-02'), a.issued('2026-11-20')],
      '11-20 11-20 12-18 12-18 good issued-late',
    ],
    [
      'two dates of issue',
      '2026-11-25',
      [a.requested('2026-11-02'), a.issued('2026-11-05'), a.issued('2026-11-06')],
      '11-06 11-06 12-04 12-04 good two-issue-dates',
    ],
    [
      'two arrivals',
      '2026-11-25',
      [a.requested('2026-11-02'), a.received('2026-11-05'), a.received('2026-11-09')],
      '11-02 11-09 11-30 12-07 good two-arrivals',
    ],
  ])('%s', (_, day, given, expected) => {
    expect(inShort(day, ...given)).toBe(expected);
  });

  it('follows the policy in force', () => {
    const policy = policyWith({ passcodeGoodForDays: 10, passcodeIssuedWithinDays: 3 });
    const state = fold(a.factsOf(opened, a.requested('2026-11-02')));
    expect(passcodeInterval(state, policy, '2026-11-03')).toMatchObject({
      issued: { from: '2026-11-02', to: '2026-11-05' },
      safeUntil: '2026-11-12',
      deadAfter: '2026-11-15',
    });
  });

  it('a conflict is gone once one of the two facts is retracted', () => {
    const mended = [
      a.requested('2026-11-02'),
      a.issued('2026-11-05'),
      a.issued('2026-11-06'),
      a.retracted('2026-11-07T10:00:00Z', 'fact-2'),
    ];
    expect(inShort('2026-11-10', ...mended)).toBe('11-06 11-06 12-04 12-04 good');
  });
});

describe('facts that cannot both be right, as folded from a history that was put right since', () => {
  const code: Passcode = {
    requestFact: 'fact-1',
    requestedOn: '2026-11-02',
    channel: 'post',
    issuedOn: null,
    receivedOn: null,
    usedAt: null,
    retired: null,
    expiredAt: null,
  };

  it.each<[string, Partial<Passcode>]>([
    ['issued-before-requested', { issuedOn: '2026-11-01' }],
    ['issued-late', { issuedOn: '2026-11-17' }],
    ['issued-after-arrival', { issuedOn: '2026-11-10', receivedOn: '2026-11-09' }],
    ['arrived-before-requested', { receivedOn: '2026-11-01' }],
    ['used-before-issue', { issuedOn: '2026-11-10', usedAt: '2026-11-09T10:00:00Z' }],
    ['used-after-end', { issuedOn: '2026-11-03', usedAt: '2026-12-02T10:00:00Z' }],
    ['used-after-end', { usedAt: '2026-12-31T10:00:00Z' }],
    ['used-before-requested', { usedAt: '2026-11-01T10:00:00Z' }],
    ['used-before-arrival', { receivedOn: '2026-11-09', usedAt: '2026-11-08T10:00:00Z' }],
  ])('%s: %p', (conflict, change) => {
    const state = { ...newCase, passcodes: [{ ...code, ...change }] };
    const [interval] = passcodeIntervals(state, shippedPolicy, '2026-11-10');
    expect(interval?.conflict?.code).toBe(conflict);
    expect(interval?.sentences.slice(-2)).toEqual([
      interval?.conflict?.sentence,
      interval?.conflict?.todo,
    ]);
  });

  it.each<[string, Partial<Passcode>]>([
    ['used on the last moment of day 28', { usedAt: '2026-12-14T23:59:59Z' }],
    ['used as it came', { receivedOn: '2026-11-09', usedAt: '2026-11-09T10:00:00Z' }],
    ['issued on the last day codes are', { issuedOn: '2026-11-16' }],
  ])('no conflict: %s', (_, change) => {
    const state = { ...newCase, passcodes: [{ ...code, ...change }] };
    expect(passcodeIntervals(state, shippedPolicy, '2026-11-10')[0]?.conflict).toBeNull();
  });

  it('a use says it was good then, so it was not issued long before', () => {
    const state = { ...newCase, passcodes: [{ ...code, usedAt: '2026-12-10T10:00:00Z' }] };
    expect(passcodeIntervals(state, shippedPolicy, '2026-12-10')[0]?.issued).toEqual({
      from: '2026-11-12',
      to: '2026-11-16',
    });
  });
});

describe('what is read out', () => {
  it('while the date of issue is unknown', () => {
    expect(intervalOf('2026-11-20', a.requested('2026-11-02'))?.sentences).toEqual([
      'The passcode was asked for by post on Monday 2 November 2026; its date of issue is not known.',
      'It was issued between Monday 2 November 2026 and Monday 16 November 2026.',
      'Use it by the end of Monday 30 November 2026 to be safe; it is certainly dead after Monday 14 December 2026.',
      'That is 10 days from today.',
    ]);
  });

  it.each([
    ['2026-11-29', 'That is 1 day from today.'],
    ['2026-11-30', 'Today is the last day on which it is surely good.'],
    [
      '2026-12-01',
      'It may be dead already: ask for the date printed on the letter before anything else.',
    ],
    ['2026-12-15', 'It is dead: that day, Monday 14 December 2026, has passed.'],
  ])('on %s: %s', (day, sentence) => {
    expect(intervalOf(day, a.requested('2026-11-02'))?.sentences.at(-1)).toBe(sentence);
  });

  it('of a date that leaves one day, and of a known one', () => {
    const sameDay = [a.requested('2026-11-02'), a.received('2026-11-02')];
    expect(intervalOf('2026-11-03', ...sameDay)?.sentences[1]).toBe(
      'It can only have been issued on Monday 2 November 2026.',
    );
    expect(
      intervalOf('2026-11-10', a.requested('2026-11-02'), a.issued('2026-11-05'))?.sentences,
    ).toEqual([
      'The passcode was issued on Thursday 5 November 2026.',
      'It is good to the end of Thursday 3 December 2026, and dead after that.',
      'That is 23 days from today.',
    ]);
  });

  it('an old letter is recorded as unusable, with a warning not to enter it (case 4)', () => {
    const state = fold(a.factsOf(opened, a.requested('2026-11-02'), a.requested('2026-11-08')));
    const [old] = passcodeIntervals(state, shippedPolicy, '2026-11-10');
    expect(old?.retired).toBe('replaced');
    expect(old?.sentences.at(-1)).toBe(
      'A newer passcode has been asked for since: this one is not to be entered.',
    );
  });

  it('a used code, and one nobody needs', () => {
    const last = (...given: a.GivenFact[]) =>
      passcodeIntervals(
        fold(a.factsOf(opened, ...given)),
        shippedPolicy,
        '2026-11-20',
      )[0]?.sentences.at(-1);
    const asked = a.requested('2026-11-02');
    expect(last(asked, a.used('2026-11-09T10:00:00Z'))).toBe(
      'It has been used, and works only once.',
    );
    expect(last(asked, a.contactId('2026-11-09'))).toContain('the contact ID is there');
    expect(last(asked, a.submitted('2026-11-09T10:00:00Z'))).toContain('has been submitted');
    expect(last(asked, a.closed('2026-11-09T10:00:00Z'))).toContain('the case was closed');
  });
});
