import {
  type Fact,
  fold,
  type RecordedFact,
  type Rung,
  shippedPolicy,
  wantedRungs,
  workingCalendar,
} from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { presentCase } from './case.presenter';
import type { CaseView } from './case-view';

const calendar = workingCalendar([{ date: '2026-12-25', title: 'Christmas Day' }]);
const settings = { policy: shippedPolicy, calendar };

const fact = (
  seq: number,
  type: Fact['type'],
  when: { on: string } | { at: string },
  more: Partial<RecordedFact & { retractedBy: string }> = {},
) => ({
  id: `f${seq}`,
  seq,
  type,
  on: null,
  at: null,
  details: {},
  override: null,
  recordedAt: '2026-11-23T09:30:00Z',
  recordedBy: 'officer:o1',
  retractedBy: null,
  ...when,
  ...more,
});

const stored = (rung: Rung, n: number, more: object = {}) => ({
  ...rung,
  id: String(n),
  caseId: 'c1',
  ringAt: rung.sendAt,
  status: 'waiting' as const,
  outcome: null,
  reason: null,
  letterId: null,
  settledAt: null,
  failures: 0,
  ...more,
});

function view(facts: CaseView['facts'], more: Partial<CaseView> = {}): CaseView {
  const state = fold(facts);
  return {
    now: Temporal.Instant.from('2026-11-23T09:30:00Z'),
    case: {
      id: 'c1',
      locationId: '1-100000001',
      version: facts.length,
      open: state.closed === null,
      stage: 'proving',
      waitingOn: 'provider',
      officerId: 'o1',
      openedOn: '2026-11-12',
      stalls: [],
      useBy: null,
      breachedAt: null,
      nextAt: null,
      parkedUntil: null,
      parkedWhy: null,
      changedAt: '2026-11-23T09:30:00Z',
      practice: false,
    },
    state,
    names: new Map(),
    site: {
      locationId: '1-100000001',
      name: 'Ashby House',
      town: 'Lincoln',
      postcode: 'LN1 1AA',
      cqcUrl: null,
    },
    contact: { name: null, email: 'jo@ashby.example' },
    officers: new Map([['o1', 'Priya Shah']]),
    canTake: [{ id: 'o1', name: 'Priya Shah' }],
    facts,
    followUps: wantedRungs(state, settings).map((rung, n) => stored(rung, n)),
    tasks: [],
    letters: [],
    policy: shippedPolicy,
    ...more,
  };
}

const opened = fact(1, 'case-opened', { on: '2026-11-12' });
const requested = fact(2, 'otp-requested', { on: '2026-11-17' }, { details: { channel: 'post' } });

const summaryOf = (v: CaseView) =>
  Object.fromEntries(presentCase(v, null).summary.map((l) => [l.key, l.value]));

describe('presentCase', () => {
  it('tells of a passcode requested by post six days ago, and until when it can be used', () => {
    expect(summaryOf(view([opened, requested]))).toMatchObject({
      Stage: 'Proving who they are',
      'Waiting on': 'Provider',
      Passcode: 'Requested by post on Tuesday 17 November 2026 (6 days ago).',
      'Use passcode by': 'The end of Tuesday 15 December 2026 (in 22 days)',
      Officer: 'Priya Shah',
      'Letters go to': 'jo@ashby.example',
    });
  });

  it('says when the use-by date is only safe, and when it is certain', () => {
    const hintOf = (v: CaseView) =>
      presentCase(v, null).summary.find((l) => l.key === 'Use passcode by')?.hint;
    expect(hintOf(view([opened, requested]))).toMatch(/^To be safe: this counts from the day/);
    const issued = fact(3, 'otp-issued', { on: '2026-11-18' });
    expect(hintOf(view([opened, requested, issued]))).toBe(
      'Counted from its issue date, Wednesday 18 November 2026.',
    );
  });

  it('plans the seventh day for tomorrow, with the proof of the date', () => {
    const [first, second] = presentCase(view([opened, requested]), null).next;
    expect(first).toMatchObject({ title: 'Letter: the passcode is on its way' });
    expect(second).toMatchObject({
      title: 'Letter: has the passcode arrived?',
      to: 'to the provider',
      when: 'Tomorrow, Tuesday 24 November 2026 at 9:00am',
      held: null,
    });
    expect(second?.basis[0]).toBe(
      'The passcode was requested by post on Tuesday 17 November 2026.',
    );
  });

  it('ends a passcode with its last day, not with the midnight after it', () => {
    const last = presentCase(view([opened, requested]), null).next.at(-1);
    expect([last?.title, last?.when]).toEqual([
      'The passcode stops working',
      'In 22 days, the end of Tuesday 15 December 2026',
    ]);
  });

  it('says why something waits longer than its date', () => {
    const state = fold([opened, requested]);
    const [rung] = wantedRungs(state, settings);
    if (!rung) throw new Error('no rung');
    const next = (more: object) =>
      presentCase(view([opened, requested], { followUps: [stored(rung, 1, more)] }), null).next[0];
    expect(next({ ringAt: Temporal.Instant.from('2026-11-24T09:00:00Z') })?.held).toMatch(
      /^Held back/,
    );
    expect(next({ failures: 2 })?.held).toMatch(/^This failed 2 times/);
    expect(next({})?.held).toMatch(/^Due now/);
  });

  it('shows a late reply and the call it makes', () => {
    const facts = [
      opened,
      fact(2, 'submitted', { at: '2026-11-20T17:00:00Z' }),
      fact(
        3,
        'follow-up-fired',
        { at: '2026-11-22T17:00:00Z' },
        {
          recordedBy: 'system',
          details: { clock: 'nhsmail-reply', rung: 'breach', anchorFact: 'f2' },
        },
      ),
    ];
    const task = {
      id: 't1',
      caseId: 'c1',
      followUpId: null,
      addressee: 'officer' as const,
      kind: 'nhsmail-reply/call',
      status: 'open' as const,
      dueAt: '2026-11-23T09:00:00Z',
      createdAt: '2026-11-23T09:00:00Z',
      settledAt: null,
      settledBy: null,
      reason: null,
    };
    const page = presentCase(view(facts, { tasks: [task] }), null);
    expect(page.summary.find((l) => l.key === 'Reply was due')).toMatchObject({
      value: 'Yesterday, Sunday 22 November 2026 at 5:00pm',
      hint: 'It is late.',
    });
    expect(page.toDo).toEqual([
      expect.objectContaining({
        title: 'Call NHSmail: no reply in 48 hours',
        since: 'Today, Monday 23 November 2026 at 9:00am',
        href: '/tasks/t1',
      }),
    ]);
  });

  it('keeps what was taken back on the timeline, in words, and says who and why', () => {
    const wrong = { ...requested, retractedBy: 'f3' };
    const back = fact(
      3,
      'retracted',
      { at: '2026-11-23T09:29:00Z' },
      {
        details: { fact: 'f2' },
        override: 'It was another home',
      },
    );
    const [retraction, request] = presentCase(view([opened, wrong, back]), null).timeline;
    expect(retraction).toMatchObject({
      title: 'Taken back: Passcode requested',
      reason: 'Why: It was another home',
    });
    expect(request).toMatchObject({
      title: 'Passcode requested',
      takenBack: 'Taken back by Priya Shah, Monday 23 November 2026 at 9:30am',
      takeBackHref: null,
    });
  });

  it('puts the newest day first and what was recorded last before the rest of its day', () => {
    const late = fact(4, 'agreed', { on: '2026-11-13' });
    const note = fact(3, 'note-added', { at: '2026-11-17T10:00:00Z' }, { details: { text: 'Hi' } });
    const { timeline } = presentCase(view([opened, requested, note, late]), null);
    expect(timeline.map((e) => e.id)).toEqual(['f3', 'f2', 'f4', 'f1']);
  });

  it('names the officer who has left, the machine and the import', () => {
    const by = (recordedBy: string) =>
      presentCase(view([{ ...opened, recordedBy }]), null).timeline[0]?.recorded;
    expect(by('officer:gone')).toMatch(/^a former officer, /);
    expect(by('system')).toMatch(/^Caseload, /);
    expect(by('import')).toMatch(/^the register import, /);
  });

  it('tells what the form just recorded, and nothing for a number it does not have', () => {
    const v = view([opened, requested]);
    expect(presentCase(v, 2).notice).toBe(
      'Recorded: Passcode requested, by post. What happens next has been worked out again.',
    );
    expect(presentCase(v, 99).notice).toBeNull();
    expect(presentCase(v, null).notice).toBeNull();
  });

  it('says plainly when letters go to nobody', () => {
    expect(summaryOf(view([opened], { contact: null }))['Letters go to']).toBe('Nobody yet');
    const out = fact(2, 'opted-out', { at: '2026-11-20T10:00:00Z' });
    expect(summaryOf(view([opened, out])).Letters).toBe(
      'None: the provider asked for no reminders',
    );
  });

  it('offers to hand over and take back only while the case is open', () => {
    const closing = fact(
      3,
      'closed',
      { at: '2026-11-23T09:00:00Z' },
      { details: { reason: 'Declined' } },
    );
    const page = presentCase(view([opened, requested, closing]), null);
    expect(page.open).toBe(false);
    expect(page.timeline.every((e) => e.takeBackHref === null)).toBe(true);
    expect(page.summary.find((l) => l.key === 'Officer')?.link).toBeNull();
  });
});
