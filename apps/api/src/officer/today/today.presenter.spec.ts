import type { Today, TodayRow } from '@app/measures';
import { presentCall } from './call.presenter';
import { presentToday } from './today.presenter';

const calm: Today = {
  asOf: '2026-11-23T09:30:00Z',
  waitingOn: [{ on: 'provider', cases: 2 }],
  sections: [],
  rows: [],
  comingUp: [],
  behind: 0,
  failing: [],
  anySites: true,
};

const row = (given: Partial<TodayRow>): TodayRow => ({
  caseId: 'c1',
  locationId: '1-100000001',
  home: 'Ashby House',
  town: 'Lincoln',
  practice: false,
  section: 'others',
  matter: 'passcode-missing',
  at: '2026-11-23T09:00:00Z',
  phone: '01522123456',
  stage: 'preparing',
  waitingOn: 'provider',
  useBy: null,
  breachedAt: null,
  parkedUntil: null,
  parkedWhy: null,
  tasks: [],
  letter: null,
  ends: null,
  ...given,
});

const task = (kind: string, dueAt = '2026-11-23T09:00:00Z', about: string | null = null) => ({
  id: 't1',
  kind,
  about,
  dueAt,
});

const page = (...rows: TodayRow[]) => {
  const sections = [...new Set(rows.map(({ section }) => section))].map((section) => ({
    section,
    count: rows.filter((one) => one.section === section).length,
  }));
  return presentToday({ ...calm, sections, rows }, false);
};

const only = (given: Partial<TodayRow>) => {
  const group = page(row(given)).sections[0]?.groups[0];
  return { title: group?.title, ...group?.rows[0] };
};

describe('presentToday', () => {
  it('says nothing needs doing when nothing does', () => {
    const shown = presentToday(calm, false);
    expect([shown.date, shown.summary, shown.alarm, shown.openCases, shown.sections]).toEqual([
      'Monday 23 November 2026',
      [],
      null,
      2,
      [],
    ]);
    expect(shown.waiting).toEqual([
      { text: 'Provider', cases: '2 cases', href: '/cases?waitingOn=provider' },
    ]);
  });

  it('puts rows of one kind together, what to say once, and numbers them down the page', () => {
    const { sections } = page(
      row({ section: 'promises', matter: 'late-reply', tasks: [task('nhsmail-reply/call')] }),
      row({ tasks: [task('otp-arrival/day-10', '2026-11-20T09:00:00Z')] }),
      row({ matter: 'register', tasks: [task('register/manager')] }),
      row({ home: 'Beech Lodge', tasks: [task('otp-arrival/day-10')] }),
    );
    expect(
      sections.map(({ title, groups }) => [
        title,
        groups.map((g) => [g.title, g.rows.map((r) => [r.place, r.overdue, r.note])]),
      ]),
    ).toEqual([
      [
        'The helpdesk owes an answer',
        [['Call NHSmail: no reply in 48 hours', [[0, false, 'due today at 9:00am']]]],
      ],
      [
        'Calls and checks to make',
        [
          [
            'Call the home: has the passcode come?',
            [
              [1, true, 'since Friday 20 November'],
              [2, false, 'due today at 9:00am'],
            ],
          ],
          ['Call the home: CQC shows another manager', [[3, false, 'due today at 9:00am']]],
        ],
      ],
    ]);
  });

  it('gives each row the number to ring and where its outcome goes', () => {
    const words = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');
    const home = only({ tasks: [task('otp-arrival/day-10')] });
    expect([words(home.phone?.text), home.phone?.href, home.mayBeWrongNumber, home.action]).toEqual(
      ['01522 123456', 'tel:01522123456', true, '/calls/c1/passcode-missing'],
    );
    const helpdesk = only({ matter: 'ticket', tasks: [task('ticket/working-day-2')] });
    expect([words(helpdesk.phone?.text), helpdesk.mayBeWrongNumber]).toEqual([
      '0333 200 1133',
      false,
    ]);
    expect(only({ phone: null })).toMatchObject({ phone: null, findHref: '/sites/1-100000001' });
  });

  it('counts a call as overdue from midnight in London on', () => {
    // 00:30 on 1 July in London; the call was due at 09:00 on 30 June.
    const shown = presentToday(
      {
        ...calm,
        asOf: '2026-06-30T23:30:00Z',
        sections: [{ section: 'others', count: 1 }],
        rows: [row({ tasks: [task('otp-arrival/day-10', '2026-06-30T08:00:00Z')] })],
      },
      false,
    );
    expect(shown.sections[0]?.groups[0]?.rows[0]).toMatchObject({
      overdue: true,
      note: 'since yesterday',
    });
  });

  it('sums the morning up in one line, and says how many rows there is no room for', () => {
    const shown = presentToday(
      {
        ...calm,
        sections: [
          { section: 'ending', count: 1 },
          { section: 'silent', count: 0 },
          { section: 'answers', count: 100 },
        ],
        rows: [row({ section: 'answers', matter: 'answer', tasks: [task('answer/help')] })],
      },
      false,
    );
    expect(shown.summary.map((s) => s.text)).toEqual([
      '1 last day this week',
      '100 or more answers to look at',
    ]);
    expect(shown.sections.map(({ count, leftOut }) => [count, leftOut])).toEqual([
      ['100 or more', 'at least 99'],
    ]);
  });

  it.each([
    ['2026-11-25', 'runs out', 'good to the end of Wednesday 25 November'],
    ['2026-11-23', 'runs out', 'good to the end of today'],
    ['2026-11-22', 'has run out', 'ran out at the end of yesterday'],
  ])('says until when a passcode is good, %s', (useBy, does, note) => {
    const tasks = [task('otp-validity/day-26-call')];
    for (const given of [{}, { tasks }])
      expect(only({ section: 'ending', matter: 'passcode-ending', useBy, ...given })).toMatchObject(
        { title: `Call the home: the passcode ${does}`, note },
      );
  });

  it.each([
    ['leaver', 'day-30', 'the account of a leaver is deleted', 'deleted on Friday 27 November'],
    [
      'activation',
      'at-risk',
      'an account is still not activated',
      'goes inactive on Friday 27 November',
    ],
    ['inactivity', 'day-60', 'is about to be deleted', 'deleted on Friday 27 November'],
    ['inactivity', 'day-90', 'soon not be restored', 'cannot be restored after Friday 27 November'],
    ['long-leave', 'month-18', 'a long leave nears 18 months', 'deleted on Friday 27 November'],
  ])('says when an account ends by the clock %s', (clock, rung, title, note) => {
    const ends = { clock, rung, at: '2026-11-27T09:00:00Z' };
    const shown = only({ section: 'ending', matter: 'account-ending', ends });
    expect(shown.title).toContain(title);
    expect(shown.note).toBe(note);
  });

  it.each([
    ['2026-11-22T09:00:00Z', 'went inactive yesterday'],
    ['2026-11-23T09:00:00Z', 'goes inactive today'],
    ['2026-11-24T09:00:00Z', 'goes inactive tomorrow'],
  ])('says of an account that ends at %s that it %s', (at, note) => {
    const ends = { clock: 'activation', rung: 'at-risk', at };
    expect(only({ section: 'ending', matter: 'account-ending', ends }).note).toBe(note);
  });

  it('says the last good day of a DSPT, which ends as the next one begins', () => {
    const ends = { clock: 'dspt-currency', rung: 'expired', at: '2026-11-27T00:00:00Z' };
    expect(only({ section: 'ending', matter: 'dspt-ending', ends })).toMatchObject({
      title: 'Call the home: their DSPT runs out',
      note: 'good to the end of Thursday 26 November',
    });
  });

  it('tells of a letter nobody knows about, and of one refused', () => {
    const letter = { id: 'l1', subject: 'Has it come?', plannedAt: '2026-11-20T09:00:00Z' };
    const unknown = only({
      matter: 'unknown-letter',
      letter: { ...letter, status: 'unknown', serverReply: null },
    });
    expect([unknown.note, unknown.resolve, unknown.look]).toEqual([
      'Handed over Friday 20 November at 9:00am; the connection broke, so nobody knows if it arrived.',
      '/mail-tray/l1/resolve',
      [{ text: 'Has it come?', href: '/mail-tray/l1' }],
    ]);
    const refused = only({
      matter: 'address',
      letter: { ...letter, status: 'refused', serverReply: '550 no such user' },
    });
    expect([refused.note, refused.resolve, refused.look?.map(({ href }) => href)]).toEqual([
      'Refused by the mail server: 550 no such user.',
      null,
      ['/mail-tray/l1', '/sites/1-100000001/contact'],
    ]);
  });

  it('names what else asks for the same call, and every answer to read', () => {
    const { note, look } = only({
      matter: 'answer',
      tasks: [
        task('answer/help', undefined, 'a1'),
        task('answer/reply', undefined, 'a2'),
        task('answer/help', undefined, 'a3'),
      ],
    });
    expect(note).toBe('due today at 9:00am. Also: Read and answer what they wrote');
    expect(look?.map(({ href }) => href)).toEqual(['/answers/a1', '/answers/a2', '/answers/a3']);
  });

  it.each([
    ['2026-11-23', 'manager on leave', 'Preparing. Rested until today: manager on leave'],
    ['2026-11-20', null, 'Preparing. Rested until Friday 20 November'],
  ])('says which cases have rested until %s, and why', (parkedUntil, parkedWhy, note) => {
    expect(only({ section: 'review', matter: 'review', parkedUntil, parkedWhy }).note).toBe(note);
  });

  it('sends nobody to the telephone when it is our turn', () => {
    const review = { section: 'review', matter: 'review', parkedUntil: '2026-11-20' } as const;
    expect(only(review).title).toBe('Call the home: how does it go on?');
    expect(only({ ...review, waitingOn: 'officer' }).title).toBe('Our turn: go on with it');
  });

  it('raises the alarm when reminders are late', () => {
    expect(presentToday({ ...calm, behind: 3 }, false).alarm).toMatch(/^3 reminders are more than/);
  });

  it('is labelled as practice as soon as one invented home shows', () => {
    expect(page(row({ practice: true })).practice).toBe(true);
  });

  it('keeps to the officer’s own cases in its links', () => {
    expect(presentToday(calm, true).waiting[0]?.href).toBe('/cases?waitingOn=provider&whose=mine');
  });

  it('gives the place of the row dealt with last to the last row, when none stands there any more', () => {
    const sections = [{ section: 'others' as const, count: 2 }];
    const places = (at: number | null) =>
      presentToday({ ...calm, sections, rows: [row({}), row({})] }, false, at)
        .sections.flatMap(({ groups }) => groups.flatMap((group) => group.rows))
        .map(({ place }) => place);
    expect(places(null)).toEqual([0, 1]);
    expect(places(1)).toEqual([0, 1]);
    expect(places(2)).toEqual([0, 2]);
  });
});

describe('presentCall', () => {
  const call = {
    fact: 'f1',
    caseId: 'c1',
    home: 'Ashby House',
    outcome: 'voicemail' as const,
    again: '2026-11-24',
    isTakenBack: false,
  };

  it('says what was set, and where it is taken back', () => {
    expect(presentCall(call)).toEqual({
      text: 'Ashby House: voicemail left, again on Tuesday 24 November 2026.',
      undo: { action: '/calls/c1/undo', fact: 'f1' },
    });
  });

  it('offers no undo twice', () => {
    expect(presentCall({ ...call, isTakenBack: true })).toEqual({
      text: 'Ashby House: that call has been taken back.',
      undo: null,
    });
  });
});
