import { followUpFired } from '@app/domain';
import { caseView, caseViewOf } from '../../../../../test/builders/case-view';
import * as a from '../../../../../test/builders/facts';
import type { CaseView } from './case-view';
import { standingLines } from './standing.presenter';

const opened = a.caseOpened('2026-11-12');

const linesOf = (view: CaseView) =>
  Object.fromEntries(standingLines(view).map((l) => [l.key, [l.value, l.hint]]));

const hrefsOf = (view: CaseView) =>
  Object.fromEntries(standingLines(view).map((l) => [l.key, l.link?.href]));

describe('standingLines', () => {
  it('says who has to act, why, and by when: the next deadline of the world', () => {
    expect(linesOf(caseView(opened, a.requested('2026-11-17')))).toMatchObject({
      Stage: ['Proving who they are', null],
      'Waiting on': ['Provider', 'The passcode is in the post: look out for it.'],
      'By when': ['In 22 days, the end of Tuesday 15 December 2026', 'The passcode stops working.'],
    });
  });

  const person = (n: number) => ({
    mobile: `07700 90000${n}`,
    email: `p${n}@home.example`,
    role: n === 1 ? 'owner and administrator' : 'member',
  });
  const dspt = a.published('2026-06-20');
  const agreed = [opened, a.agreed('2026-11-12'), dspt];
  const whole = [a.named('2026-11-19', 'Amy', person(1)), a.named('2026-11-20', 'Bob', person(2))];

  it('says of a whole list that it is for us, by the next working day, and why that day', () => {
    const view = caseView(...agreed, ...whole);
    expect(linesOf(view)).toMatchObject({
      'Waiting on': ['Us', expect.stringContaining('The list of people is in')],
      'By when': [
        'Today, the end of Monday 23 November 2026',
        'The home waits for us to look through its list.',
      ],
    });
    const [by] = standingLines(view).filter(({ key }) => key === 'By when');
    expect(by?.basis?.at(-1)).toBe('The next working day after that is Monday 23 November 2026.');
    const partly = caseView(...agreed, a.named('2026-11-19', 'Amy', person(1)));
    expect(linesOf(partly)['Waiting on']).toEqual([
      'Provider',
      'One person is named so far. Still missing: a second person.',
    ]);
  });

  it('names no date that ends something else than what is waited for', () => {
    const asked = caseView(...agreed, a.asked('2026-11-19T10:00:00Z'));
    expect(linesOf(asked)['By when']?.[1]).toBe('Call the home: no answer for a long time.');
    const live = [
      ...agreed,
      ...whole,
      ...['Amy', 'Bob'].flatMap((name) => [
        a.created('2026-11-20', name),
        a.activated('2026-11-20', name),
        a.openedMailbox('2026-11-20', name),
      ]),
    ];
    expect(linesOf(caseView(...live))['By when']?.[1]).toBe(
      'Call the home: an account is not used.',
    );
    const ended = ['Amy', 'Bob'].map((name) => a.removed('2026-11-21', name));
    expect(linesOf(caseView(...live, ...ended))['By when']?.join() ?? '').not.toContain('DSPT');
  });

  it('says that a reply is late, and since when', () => {
    const facts = a.factsOf(opened, a.submitted('2026-11-20T17:00:00Z'));
    const breach = {
      id: 'x',
      type: followUpFired,
      on: null,
      at: '2026-11-22T17:00:00Z',
      details: { clock: 'nhsmail-reply', rung: 'breach', anchorFact: 'fact-1' },
      override: null,
    } as const;
    expect(linesOf(caseViewOf([...facts, breach]))['By when']).toEqual([
      'Yesterday, Sunday 22 November 2026 at 5:00pm',
      'Their reply is late.',
    ]);
  });

  it('says until when a case rests on which nothing runs, and that somebody may park it', () => {
    const view = caseView(opened);
    expect(linesOf(view)).not.toHaveProperty('By when');
    expect(linesOf(view)['Rests until']).toEqual([
      'Monday 7 December 2026 (in 14 days)',
      'Nothing else falls due before that day.',
    ]);
    expect(hrefsOf(view)['Rests until']).toBe('/cases/c1/record/parked');
  });

  it('says who parked it, until when and why, and when that day has come', () => {
    const parked = a.parked('2026-11-20T10:00:00Z', '2026-12-04');
    const view = caseView(opened, parked);
    expect(linesOf(view)['Parked until']).toEqual([
      'Friday 4 December 2026 (in 11 days)',
      'moving house. Recorded by Priya Shah, Monday 23 November 2026 at 9:30am.',
    ]);
    expect(hrefsOf(view)['Parked until']).toBe('/cases/c1/record/resumed');
    const over = caseView(opened, a.parked('2026-11-10T10:00:00Z', '2026-11-23'));
    expect(linesOf(over)['Parked until']?.[1]).toContain('That day has come: decide how to go on.');
  });

  it('says since when it is paused, by whom and why', () => {
    const view = caseView(opened, a.paused('2026-11-20T10:00:00Z'));
    expect(linesOf(view).Paused).toEqual([
      'Since Friday 20 November 2026 at 10:00am',
      'the manager is away. Recorded by Priya Shah, Monday 23 November 2026 at 9:30am.',
    ]);
  });

  it('lists the question and the tickets nobody has answered', () => {
    const asked = [
      opened,
      a.asked('2026-11-19T10:00:00Z'),
      a.ticketRaised('2026-11-20T10:00:00Z', 'INC 1'),
    ];
    const view = caseView(...asked);
    expect(linesOf(view)).toMatchObject({
      'Open question': [
        'The staff list',
        'Asked on Thursday 19 November 2026 at 10:00am by Priya Shah.',
      ],
      'Helpdesk ticket': [
        'INC 1',
        'Raised on Friday 20 November 2026 at 10:00am, not answered yet.',
      ],
    });
    expect(hrefsOf(view)['Helpdesk ticket']).toBe(
      '/cases/c1/record/ticket-answered?reference=INC%201',
    );
    const answered = caseView(
      ...asked,
      a.answered('2026-11-20T11:00:00Z'),
      a.ticketAnswered('2026-11-20T12:00:00Z', 'INC 1'),
    );
    expect(Object.keys(linesOf(answered))).not.toContain('Open question');
    expect(Object.keys(linesOf(answered))).not.toContain('Helpdesk ticket');
  });

  it('names the officer, and why the case was handed over', () => {
    expect(linesOf(caseView(opened)).Officer).toEqual(['Priya Shah', null]);
    const handed = { ...a.handedOver('2026-11-20T10:00:00Z', 'o1'), override: 'Long leave' };
    expect(linesOf(caseView(opened, handed)).Officer).toEqual([
      'Priya Shah',
      'Handed over because: Long leave. Recorded by Priya Shah, Monday 23 November 2026 at 9:30am.',
    ]);
  });

  it('says why it was closed and by whom, and offers nothing to record', () => {
    const view = caseView(opened, a.closed('2026-11-20T10:00:00Z', 'Ineligible'));
    expect(linesOf(view).Stage).toEqual([
      'Closed',
      'Closed: Ineligible. Recorded by Priya Shah, Monday 23 November 2026 at 9:30am.',
    ]);
    expect(Object.values(hrefsOf(view)).filter(Boolean)).toEqual([]);
  });

  it('says that the site is dormant or has left the register', () => {
    expect(linesOf(caseView(opened, a.dormant('2026-11-18'))).Site).toEqual([
      'Gives no service for now',
      'Since Wednesday 18 November 2026.',
    ]);
    expect(linesOf(caseView(opened, a.deregistered('2026-11-18'))).Site?.[0]).toBe(
      'Deregistered by the CQC',
    );
  });
});
