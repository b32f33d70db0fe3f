import type { Today } from '@app/measures';
import { presentToday } from './today.presenter';

const home = {
  caseId: 'c1',
  locationId: '1-100000001',
  home: 'Ashby House',
  town: 'Lincoln',
  practice: false,
};

const calm: Today = {
  asOf: '2026-11-23T09:30:00Z',
  waitingOn: [{ on: 'provider', cases: 2 }],
  tasks: [],
  taskCount: 0,
  lateReplies: [],
  lateReplyCount: 0,
  dyingPasscodes: [],
  dyingPasscodeCount: 0,
  toReview: [],
  toReviewCount: 0,
  troubledLetters: [],
  troubledLetterCount: 0,
  comingUp: [],
  behind: 0,
  failing: [],
  anySites: true,
};

const task = (id: string, kind: string, dueAt: string) => ({
  ...home,
  id,
  kind,
  about: null,
  dueAt,
});

describe('presentToday', () => {
  it('says nothing needs doing when nothing does', () => {
    const page = presentToday(calm, false);
    expect([page.date, page.summary, page.alarm, page.openCases]).toEqual([
      'Monday 23 November 2026',
      [],
      null,
      2,
    ]);
    expect(page.waiting).toEqual([
      { text: 'Provider', cases: '2 cases', href: '/cases?waitingOn=provider' },
    ]);
  });

  it('puts calls of one kind together, what to say once, the most urgent kind first', () => {
    const { calls } = presentToday(
      {
        ...calm,
        tasks: [
          task('t1', 'otp-arrival/day-10', '2026-11-20T09:00:00Z'),
          task('t2', 'nhsmail-reply/call', '2026-11-23T09:00:00Z'),
          task('t3', 'otp-arrival/day-10', '2026-11-23T09:00:00Z'),
        ],
        taskCount: 63,
      },
      false,
    );
    expect(calls.map((g) => [g.title, g.rows.map((r) => [r.doneHref, r.overdue, r.note])])).toEqual(
      [
        [
          'Call the home: has the passcode come?',
          [
            ['/tasks/t1', true, 'since Friday 20 November'],
            ['/tasks/t3', false, 'due today at 9:00am'],
          ],
        ],
        ['Call NHSmail: no reply in 48 hours', [['/tasks/t2', false, 'due today at 9:00am']]],
      ],
    );
  });

  it('counts a call as overdue from midnight in London on', () => {
    // 00:30 on 1 July in London; the call was due at 09:00 on 30 June.
    const page = presentToday(
      {
        ...calm,
        asOf: '2026-06-30T23:30:00Z',
        tasks: [task('t1', 'otp-arrival/day-10', '2026-06-30T08:00:00Z')],
      },
      false,
    );
    expect(page.calls[0]?.rows[0]).toMatchObject({ overdue: true, note: 'since yesterday' });
  });

  it('sums the morning up in one line', () => {
    const page = presentToday(
      {
        ...calm,
        taskCount: 1000,
        troubledLetterCount: 1,
        lateReplyCount: 2,
        dyingPasscodeCount: 1,
      },
      false,
    );
    expect(page.summary.map((s) => s.text)).toEqual([
      '1,000 or more calls and checks to make',
      '1 letter to look at',
      '2 late replies from NHSmail',
      '1 passcode running out',
    ]);
  });

  it('tells of a letter nobody knows about, and of one refused', () => {
    const letter = { ...home, subject: 'Has it come?', plannedAt: '2026-11-20T09:00:00Z' };
    const { letters } = presentToday(
      {
        ...calm,
        troubledLetters: [
          { ...letter, id: 'l1', status: 'unknown', serverReply: null },
          { ...letter, id: 'l2', status: 'refused', serverReply: '550 no such user' },
        ],
      },
      false,
    );
    expect(letters.map((l) => [l.unknown, l.note, l.action, l.mendHref])).toEqual([
      [
        true,
        'Handed over Friday 20 November at 9:00am; the connection broke, so nobody knows if it arrived.',
        '/mail-tray/l1/resolve',
        '/sites/1-100000001/contact',
      ],
      [
        false,
        'Refused by the mail server: 550 no such user.',
        '/mail-tray/l2/resolve',
        '/sites/1-100000001/contact',
      ],
    ]);
  });

  it('says until when a passcode is good, and when it ran out', () => {
    const { dyingPasscodes } = presentToday(
      {
        ...calm,
        dyingPasscodes: [
          { ...home, useBy: '2026-11-25' },
          { ...home, useBy: '2026-11-22' },
        ],
      },
      false,
    );
    expect(dyingPasscodes.map((p) => p.note)).toEqual([
      'good to the end of Wednesday 25 November',
      'ran out at the end of yesterday',
    ]);
  });

  it('says which cases have rested until today, and why', () => {
    const rest = { ...home, stage: 'preparing' as const };
    const { toReview, summary } = presentToday(
      {
        ...calm,
        toReview: [
          { ...rest, parkedUntil: '2026-11-23', parkedWhy: 'manager on leave' },
          { ...rest, parkedUntil: '2026-11-20', parkedWhy: null },
        ],
        toReviewCount: 2,
      },
      false,
    );
    expect(toReview.map((r) => r.note)).toEqual([
      'Preparing. Rested until today: manager on leave',
      'Preparing. Rested until Friday 20 November',
    ]);
    expect(summary).toEqual([{ text: '2 cases to look at again', href: '#review' }]);
  });

  it('raises the alarm when reminders are late', () => {
    expect(presentToday({ ...calm, behind: 3 }, false).alarm).toMatch(/^3 reminders are more than/);
  });

  it('is labelled as practice as soon as one invented home shows', () => {
    const late = { ...home, practice: true, breachedAt: '2026-11-22T17:00:00Z' };
    expect(presentToday({ ...calm, lateReplies: [late] }, false).practice).toBe(true);
  });

  it('keeps to the officer’s own cases in its links', () => {
    expect(presentToday(calm, true).waiting[0]?.href).toBe('/cases?waitingOn=provider&whose=mine');
  });
});
