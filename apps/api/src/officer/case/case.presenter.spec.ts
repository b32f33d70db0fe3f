import { followUpFired } from '@app/domain';
import { caseView, caseViewOf } from '../../../../../test/builders/case-view';
import * as a from '../../../../../test/builders/facts';
import { presentCase } from './case.presenter';

const opened = a.caseOpened('2026-11-12');
const requested = a.requested('2026-11-17');

describe('presentCase', () => {
  it('puts the call to make first, with what to say and whom it is about', () => {
    const facts = a.factsOf(opened, a.named('2026-11-12', 'Jo Field'));
    const view = caseViewOf(facts);
    const followUp = {
      ...caseView(opened, a.created('2026-10-20', 'Jo Field')).followUps.find(
        ({ rung }) => rung === 'at-risk',
      ),
      id: 'u1',
    };
    const task = {
      id: 't1',
      caseId: 'c1',
      followUpId: 'u1',
      about: null,
      addressee: 'officer' as const,
      kind: 'activation/at-risk',
      status: 'open' as const,
      dueAt: '2026-11-23T09:00:00Z',
      createdAt: '2026-11-23T09:00:00Z',
      settledAt: null,
      settledBy: null,
      reason: null,
    };
    const followUps = [followUp as (typeof view.followUps)[number]];
    expect(presentCase({ ...view, followUps, tasks: [task] }, null).toDo).toEqual([
      expect.objectContaining({
        title: 'Call the home: an account is still not activated',
        about: 'Jo Field',
        since: 'Today, Monday 23 November 2026 at 9:00am',
        href: '/tasks/t1',
      }),
    ]);
    const done = { ...task, status: 'done' as const };
    expect(presentCase({ ...view, tasks: [done] }, null).toDo).toEqual([]);
  });

  it('shows six steps at once and keeps the rest at hand', () => {
    const page = presentCase(caseView(opened, requested, a.published('2026-06-20')), null);
    expect(page.next).toHaveLength(6);
    expect(page.later.length).toBeGreaterThan(0);
    expect(page.later.at(-1)?.title).toBe('The DSPT lapses');
  });

  it('tells what the form just recorded, and nothing for a number it does not have', () => {
    const view = caseView(opened, requested);
    expect(presentCase(view, 2).notice).toBe(
      'Recorded: Passcode requested, by post. What happens next has been worked out again.',
    );
    expect(presentCase(view, 99).notice).toBeNull();
    expect(presentCase(view, null).notice).toBeNull();
  });

  it('never shows a mobile number or an address in full', () => {
    const named = a.named('2026-11-12', 'Jo Field', {
      mobile: '07700 900123',
      email: 'jo.field@home.example',
    });
    const page = JSON.stringify(presentCase(caseView(opened, named), 2));
    expect(page).toContain('ends in 123');
    expect(page).toContain('j•••@home.example');
    expect(page).not.toContain('900123');
    expect(page).not.toContain('jo.field');
  });

  it('knows when the case is paused, and closed', () => {
    const pause = a.paused('2026-11-20T10:00:00Z');
    expect(presentCase(caseView(opened, pause), null).paused).toBe(true);
    const resumed = a.resumed('2026-11-21T10:00:00Z');
    expect(presentCase(caseView(opened, pause, resumed), null).paused).toBe(false);
    const closed = presentCase(caseView(opened, a.closed('2026-11-20T10:00:00Z')), null);
    expect([closed.open, closed.readiness, closed.stalls]).toEqual([false, null, []]);
  });

  it('says of a fact fired by the machine what it was about', () => {
    const facts = a.factsOf(opened, a.created('2026-10-20', 'Jo Field'));
    const fired = {
      id: 'x',
      type: followUpFired,
      on: null,
      at: '2026-10-23T09:00:00Z',
      details: { clock: 'activation', rung: 'day-3', anchorFact: 'fact-1' },
      override: null,
    } as const;
    const { story } = presentCase(caseViewOf([...facts, fired]), null);
    const timeline = story.months.flatMap(({ entries }) => entries);
    expect(timeline.find(({ id }) => id === 'x')).toMatchObject({
      title: 'Letter: activate the account',
      detail: 'Jo Field',
    });
  });
});
