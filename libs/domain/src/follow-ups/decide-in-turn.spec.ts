import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { storedAs } from '../../../../test/builders/follow-ups';
import { fold } from '../cases/evolve';
import { wantedRungs } from '../clocks/all-clocks';
import { policyWith } from '../policy';
import { workingCalendar } from '../time/working-calendar';
import { decideDue } from './decide-due';
import { decideInTurn } from './decide-in-turn';
import { reconcile } from './reconcile';
import { silencedIn } from './silenced';

/** A code that is dead before its letter of day 21. */
const settings = { policy: policyWith({ passcodeGoodForDays: 20 }), calendar: workingCalendar([]) };

/** Everything that waits on Monday 23 November after three weeks without a worker. */
function afterAnOutage(...facts: a.GivenFact[]) {
  const now = Temporal.Instant.from('2026-11-23T09:00:00Z');
  const state = fold(a.factsOf(...facts));
  const wanted = wantedRungs(state, settings);
  const recorded = Temporal.Instant.from('2026-11-02T08:00:00Z');
  const due = reconcile(wanted, [], recorded, settings)
    .insert.map((placed, n) => storedAs(placed, String(n)))
    .filter((f) => Temporal.Instant.compare(f.ringAt, now) <= 0);
  const situation = { now, settings, lettersToday: new Set<string>() };
  return { due, state, wanted, situation };
}

it('records the end of a code first, and then writes no letter about it', () => {
  const { due, state, wanted, situation } = afterAnOutage(a.requested('2026-11-02'));
  const decided = decideInTurn(due, state, wanted, situation);
  const made = decided.decisions.map((d) => `${d.followUp.rung}: ${d.do}`);
  expect(made[0]).toBe('expired: record');
  expect(made).toContain('day-21: supersede');
  expect(made).toContain('day-10: task');
  expect(made).toHaveLength(due.length);
  expect(decided.state.passcodes[0]?.expiredAt).toBe('2026-11-23T00:00:00Z');
  // Decided in one breath it would have gone out.
  const atOnce = decideDue(due, { ...situation, wanted, silenced: silencedIn(state) });
  expect(atOnce.map((d) => `${d.followUp.rung}: ${d.do}`)).toContain('day-21: letter');
});

it('decides as ever when nothing has passed', () => {
  const { due, state, wanted, situation } = afterAnOutage(a.requested('2026-11-05'));
  const decided = decideInTurn(due, state, wanted, situation);
  expect(decided.state).toBe(state);
  expect(decided.decisions).toEqual(
    decideDue(due, { ...situation, wanted, silenced: silencedIn(state) }),
  );
});
