import { wantedRungs } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { caseView, settings, storedRung } from '../../../../../test/builders/case-view';
import * as a from '../../../../../test/builders/facts';
import { presentNext, presentPast } from './follow-ups.presenter';

const view = caseView(a.caseOpened('2026-11-12'), a.requested('2026-11-17'));
const next = presentNext(view.followUps, view.now);

describe('presentNext', () => {
  it('plans the seventh day for tomorrow, with the proof of the date', () => {
    expect(next[0]).toMatchObject({ title: 'Letter: the passcode is on its way' });
    expect(next[1]).toMatchObject({
      title: 'Letter: has the passcode arrived?',
      to: 'to the provider',
      when: 'Tomorrow, Tuesday 24 November 2026 at 9:00am',
      held: null,
    });
    expect(next[1]?.basis[0]).toBe(
      'The passcode was requested by post on Tuesday 17 November 2026.',
    );
  });

  it('ends a passcode with its last day, not with the midnight after it', () => {
    expect([next.at(-1)?.title, next.at(-1)?.when]).toEqual([
      'The passcode stops working',
      'In 22 days, the end of Tuesday 15 December 2026',
    ]);
  });

  it('says why something waits longer than its date', () => {
    const [rung] = wantedRungs(view.state, settings);
    if (!rung) throw new Error('no rung');
    const held = (more: object) => presentNext([storedRung(rung, 1, more)], view.now)[0]?.held;
    expect(held({ ringAt: Temporal.Instant.from('2026-11-24T09:00:00Z') })).toMatch(/^Held back/);
    expect(held({ failures: 2 })).toMatch(/^This failed 2 times/);
    expect(held({})).toMatch(/^Due now/);
  });

  it('names the person a letter goes to, and the ticket a call is about', () => {
    const { followUps, now } = caseView(
      a.caseOpened('2026-11-12'),
      a.created('2026-11-20', 'Jo Field'),
      a.ticketRaised('2026-11-20T10:00:00Z', 'INC1'),
    );
    const to = presentNext(followUps, now).map((step) => step.to);
    expect(to).toContain('to Jo Field');
    expect(to).toContain('for the officer, about INC1');
    expect(to).toContain('for the lead, about INC1');
  });
});

describe('presentPast', () => {
  it('says what became of it, and whom it was about', () => {
    const { followUps } = caseView(a.created('2026-10-20', 'Jo Field'));
    const settled = followUps.slice(0, 1).map((f) => ({
      ...f,
      status: 'done' as const,
      outcome: 'suppressed' as const,
    }));
    const past = (reason: string | null) =>
      presentPast(
        settled.map((f) => ({ ...f, reason })),
        [],
      );
    expect(past(null)).toEqual([
      expect.objectContaining({ what: 'Kept back: no letters went out then', about: 'Jo Field' }),
    ]);
    expect(past('person-opted-out')[0]?.what).toBe('Kept back: this person asked for no letters');
    expect(past('bounced')[0]?.what).toBe('Kept back: letters to this address came back');
  });
});
