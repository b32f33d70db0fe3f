import type { PolicyVersion, PreviewedCase } from '@app/cases';
import { type RungPolicy, shippedPolicy } from '@app/domain';
import { draftDifferences, presentPreview } from './draft.presenter';
import { rungLine } from './ladder-words';

const version = (change: Partial<PolicyVersion>): PolicyVersion => ({
  number: 1,
  status: 'published',
  revision: 1,
  policy: shippedPolicy,
  bankHolidays: [{ date: '2026-12-25', title: 'Christmas Day' }],
  author: 'system',
  reason: 'x',
  createdAt: '2026-11-01T09:00:00Z',
  changedAt: '2026-11-01T09:00:00Z',
  publishedAt: null,
  publishedBy: null,
  ...change,
});

describe('a rung in words', () => {
  const rung = { rung: 'r', act: 'task', to: 'officer' } as const;

  it.each<[Partial<RungPolicy>, string]>([
    [{ days: 1 }, '1 calendar day later'],
    [{ days: 5 }, '5 calendar days later'],
    [{ months: 15 }, '15 calendar months later'],
    [{ hours: 48 }, '48 hours later, day and night'],
    [{ workingDays: 10 }, 'on working day 10'],
    [{ daysBeforeEnd: 7 }, '7 days before the end'],
    [{ atEnd: true }, 'when the last day is over'],
    [{}, 'at once'],
  ])('says when it is: %j', (unit, expected) => {
    expect(rungLine('otp-arrival', { ...rung, ...unit }).when).toBe(expected);
  });

  it('says what and to whom, and that a last warning comes before the day', () => {
    const last = {
      rung: 'l',
      days: 2,
      act: 'letter',
      to: 'provider',
      letter: 'otp-arrived',
      last: true,
    } as const;
    expect(rungLine('otp-arrival', last)).toMatchObject({
      what: 'Letter: has the passcode arrived?; a last warning: it comes before the day, never after',
      who: 'to the provider',
    });
  });
});

describe('what a draft changes', () => {
  it('is nothing for a copy', () => {
    expect(draftDifferences(version({ number: 2 }), version({}))).toEqual([]);
  });

  it('is told by number, rung and day', () => {
    const draft = version({
      policy: {
        ...shippedPolicy,
        parkedForDays: 60,
        ladders: {
          ...shippedPolicy.ladders,
          ticket: [{ rung: 'working-day-2', workingDays: 3, act: 'task', to: 'officer' }],
        },
      },
      bankHolidays: [{ date: '2026-12-28', title: 'Boxing Day' }],
    });
    const lines = draftDifferences(draft, version({}));
    expect(lines.map((l) => l.where)).toEqual([
      'A case parked because nobody answers is looked at again',
      'Helpdesk tickets',
      'Helpdesk tickets',
      'Friday 25 December 2026',
      'Monday 28 December 2026',
    ]);
    expect(lines[0]).toMatchObject({
      was: 'after 90 calendar days',
      becomes: 'after 60 calendar days',
    });
    expect(lines[1]?.was).toContain('on working day 2');
    expect(lines[1]?.becomes).toContain('on working day 3');
    expect(lines[2]).toMatchObject({ becomes: '–' });
    expect(lines.slice(3).map((l) => [l.was, l.becomes])).toEqual([
      ['Christmas Day', 'a usual day'],
      ['a usual day', 'Boxing Day'],
    ]);
  });
});

describe('a preview in words', () => {
  const none = {
    cases: 0,
    moves: 0,
    appears: 0,
    vanishes: 0,
    changes: 0,
    reworded: 0,
    'passed-over': 0,
    'task-withdrawn': 0,
    'task-restored': 0,
    'letter-withdrawn': 0,
    'letter-restored': 0,
  };
  const preview = (totals: Partial<typeof none>) => ({
    number: 7,
    policy: 2,
    revision: 1,
    asOf: '2026-11-23T09:30:00Z',
    madeBy: 'x',
    totals: { ...none, ...totals },
  });
  const place = (sendAt: string) =>
    ({
      status: 'waiting',
      dueAt: sendAt,
      sendAt,
      act: 'task',
      to: 'officer',
      letter: null,
    }) as const;
  const one = (change: 'moves' | 'reworded'): PreviewedCase => ({
    position: 1,
    caseId: 'c1',
    locationId: '1-1',
    home: 'The Larches',
    town: null,
    practice: false,
    changes: [
      {
        change,
        clock: 'otp-arrival',
        rung: 'day-10',
        anchorFact: 'f',
        person: null,
        from: place('2026-11-30T09:00:00Z'),
        to: place('2026-12-01T09:00:00Z'),
      },
    ],
  });

  it('says so when nothing changes', () => {
    expect(presentPreview(preview({}), [])).toMatchObject({
      summary: 'Nothing changes for any case.',
      totals: [],
      rows: [],
    });
  });

  it('shows each home with what moves, and counts those it leaves out', () => {
    const shown = presentPreview(preview({ cases: 3, moves: 1200, vanishes: 1 }), [one('moves')]);
    expect(shown.totals).toEqual(['1,200 dates move', '1 does not go out any more']);
    expect(shown.casesLeftOut).toBe(2);
    expect(shown.rows).toEqual([
      {
        href: '/cases/c1',
        home: 'The Larches',
        town: null,
        changes: [
          {
            what: 'Call the home: has the passcode come?',
            change: 'moves',
            from: 'Monday 30 November 2026 at 9:00am',
            to: 'Tuesday 1 December 2026 at 9:00am',
          },
        ],
      },
    ]);
  });

  it('has no line for what is only explained in other words', () => {
    const shown = presentPreview(preview({ cases: 1, reworded: 1 }), [one('reworded')]);
    expect(shown.rows).toEqual([]);
    expect(shown.totals).toEqual(['1 is only explained in other words']);
  });
});
