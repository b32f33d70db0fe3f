import {
  admit,
  CaseRun,
  endOfDay,
  type Fact,
  firedFact,
  fold,
  type FollowUp,
  isFiring,
  knownBy,
  londonDay,
  readSimulation,
  type RecordedFact,
  Refused,
  type Policy,
  workingCalendar,
} from '@app/domain';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { type Story, stories } from './case-stories';
import { runs } from './runs';

/** What became of each rung, in any order; how long one was held back is told by no fact. */
const told = (followUps: readonly FollowUp[]) =>
  followUps
    .map((f) =>
      [
        f.clock,
        f.anchorFact,
        f.rung,
        f.act,
        f.to,
        f.letter,
        f.dueAt,
        f.sendAt,
        f.status,
        f.outcome,
        f.reason,
        ...f.basis,
      ].join(' | '),
    )
    .sort();

/** A story lived through to its end, with what stood at the end of each day something happened. */
function live(story: Story) {
  const input = readSimulation(story, workingCalendar([]));
  const run = new CaseRun({ facts: [], followUps: [] }, input);
  const facts: RecordedFact[] = [];
  const days = new Map<string, { state: unknown; followUps: string[] }>();
  const note = (fact: Fact, now: Temporal.Instant) =>
    facts.push({
      ...fact,
      seq: facts.length + 1,
      recordedAt: now.toString(),
      recordedBy: 'officer:o1',
    });
  let next = 0;
  for (let now = input.asOf; ; ) {
    const fact = input.planned[next];
    const bell = run.nextBell(now);
    const factFirst = fact && (!bell || Temporal.Instant.compare(fact.moment, bell) <= 0);
    const moment = factFirst ? fact.moment : bell;
    if (!moment || Temporal.Instant.compare(moment, input.until) > 0) break;
    now = moment;
    if (factFirst) {
      next += 1;
      if (isAdmitted(facts, fact.fact, now, input.policy)) {
        run.record(fact.fact, now);
        note(fact.fact, now);
      }
    } else {
      for (const decision of run.fire(now).decisions)
        if (isFiring(decision))
          note(firedFact(decision, now, `fired-${decision.followUp.id}`), now);
    }
    if (facts.length > 0)
      days.set(londonDay(now).toString(), { state: run.state, followUps: told(run.followUps) });
  }
  return { facts, days, settings: [{ from: input.asOf.toString(), settings: input }] };
}

function isAdmitted(facts: Fact[], fact: Fact, now: Temporal.Instant, policy: Policy): boolean {
  try {
    admit(facts, fact, now, policy, fold(facts));
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

describe('what was known of a case on a day gone by', () => {
  it('is what stood at the end of that day, whatever happened since', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { facts, days, settings } = live(story);
        for (const [day, then] of days) {
          const known = knownBy(facts, endOfDay(day), settings);
          expect(known?.state).toEqual(then.state);
          expect(told(known?.followUps ?? [])).toEqual(then.followUps);
        }
      }),
      runs(80),
    );
  });
});
