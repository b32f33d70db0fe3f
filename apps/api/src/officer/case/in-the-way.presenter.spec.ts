import { caseView, caseViewOf } from '../../../../../test/builders/case-view';
import * as a from '../../../../../test/builders/facts';
import { presentReadiness, presentStalls } from './in-the-way.presenter';
import { presentReopened } from './reopened.presenter';

const opened = a.caseOpened('2026-11-12');

describe('presentStalls', () => {
  it('says since when, who says so, and what usually helps', () => {
    const noted = a.stallNoted('2026-11-20T10:00:00Z', 'sees-no-benefit');
    expect(presentStalls(caseView(opened, a.published('2026-06-20', 'not-met'), noted))).toEqual([
      {
        title: 'DSPT below Approaching Standards',
        since: 'Since Saturday 20 June 2026 (156 days ago), as the facts show',
        unblocks: expect.stringMatching(/^Help them finish the DSPT/),
        clearHref: null,
      },
      {
        title: 'Sees no benefit',
        since: 'Since Friday 20 November 2026 (3 days ago), noted by the officer',
        unblocks: expect.stringMatching(/^Explain what it is for/),
        clearHref: '/cases/c1/record/stall-cleared?stall=sees-no-benefit',
      },
    ]);
  });
});

describe('presentReadiness', () => {
  it('says what is missing, of whom to ask it, and by which rule', () => {
    const card = presentReadiness(caseView(opened, a.agreed('2026-11-12')));
    expect(card?.ready).toBe(false);
    expect(card?.missing).toContainEqual({
      ask: 'Who is to have an account? Please name 2 to 10 people.',
      from: 'Ask the provider',
      rule: 'An application names 2 to 10 people.',
    });
  });

  it('says nothing once the application has been sent, or the case closed', () => {
    const agreed = a.agreed('2026-11-12');
    expect(
      presentReadiness(caseView(opened, agreed, a.submitted('2026-11-20T10:00:00Z'))),
    ).toBeNull();
    expect(presentReadiness(caseView(opened, agreed, a.closed('2026-11-20T10:00:00Z')))).toBeNull();
  });
});

describe('presentReopened', () => {
  const closed = a.closed('2026-11-20T10:00:00Z');
  const reopened = { ...a.reopened('2026-11-21T10:00:00Z'), override: 'A new manager' };

  it('says that no dates run and what to record, until one runs again', () => {
    const passcode = a.requested('2026-11-17');
    expect(presentReopened(caseView(opened, passcode, closed, reopened))).toMatchObject({
      when: 'Saturday 21 November 2026 at 10:00am',
      by: 'Recorded by Priya Shah, Monday 23 November 2026 at 9:30am.',
      why: 'A new manager',
      toRecord: [
        { href: '/cases/c1/record/provider-asked' },
        { href: '/cases/c1/record/agreed' },
        { href: '/cases/c1/record/declined' },
      ],
    });
    const again = caseView(opened, closed, reopened, a.requested('2026-11-22'));
    expect(presentReopened(again)).toBeNull();
  });

  it('says nothing of a case that was never closed, or is closed again', () => {
    expect(presentReopened(caseView(opened))).toBeNull();
    const twice = caseView(opened, closed, reopened, a.closed('2026-11-22T10:00:00Z'));
    expect(presentReopened(twice)).toBeNull();
  });
});

describe('slower than usual', () => {
  const slow = {
    stage: 'preparing' as const,
    waitingOn: 'provider' as const,
    days: 45.5,
    limit: 18,
    median: 10,
    basis: 'own-cases' as const,
  };
  const told = (more: object) =>
    presentStalls(caseViewOf(a.factsOf(opened), { slow: { ...slow, ...more } }));

  it('says who is slow, for how long, and what is usual', () => {
    expect(told({})).toEqual([
      {
        title: 'Slower than usual',
        since: 'Preparing, waiting on: Provider, for 45 days',
        unblocks:
          'Of your own cases that went live or were closed in the last year nine in ten took at most 18 days here, and half 10 days.',
        clearHref: null,
      },
    ]);
  });

  it('says that it went by the fixed rule', () => {
    const [card] = told({ median: null, limit: 30, basis: 'fixed-rule' });
    expect(card?.unblocks).toMatch(/^More than 30 days is long here, by the fixed rule/);
  });
});
