import {
  admit,
  evolve,
  fold,
  type Fact,
  type FollowUp,
  newCase,
  readSimulation,
  reconcile,
  Refused,
  shippedPolicy,
  type SimulatedFollowUp,
  wantedRungs,
  workingCalendar,
} from '@app/domain';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { storedAs } from '../builders/follow-ups';
import { instant, SendingTimes } from '@app/night-audit';
import { simulated } from './agreement';
import { type Story, stories } from './case-stories';
import { runs } from './runs';

const holds = (name: string, check: (story: Story) => void, times = 200): void =>
  it(name, () => fc.assert(fc.property(stories, check), runs(times)), 120_000);

const isRecord = ({ to }: SimulatedFollowUp): boolean => to === null;

/** The warnings that must precede a deadline. */
const isLast = ({ clock, rung }: SimulatedFollowUp): boolean =>
  ['otp-validity day-26', 'activation day-27'].includes(`${clock} ${rung}`) || rung === 'days-7';

/** Letters that answer an event are not held back for others. */
const isRoutine = ({ rung }: SimulatedFollowUp): boolean => !['expect', 'marked'].includes(rung);

const hasGone = ({ outcome }: SimulatedFollowUp): boolean =>
  !['pending', 'superseded'].includes(outcome);

const wasLate = ({ basis }: SimulatedFollowUp): boolean =>
  basis.at(-1)?.startsWith('That had passed when it was recorded') ?? false;

describe('whatever happens to a case', () => {
  holds('letters and tasks go from 9:00 to before 17:00 on working days in London', (story) => {
    const times = new SendingTimes(new Set(story.bankHolidays));
    const indecent = simulated(story).followUps.filter(
      (f) => !isRecord(f) && !times.isOpen(instant(f.sendAt)),
    );
    expect(indecent).toEqual([]);
  });

  holds('nothing goes before it is due, and a last warning not after', (story) => {
    const wrong = simulated(story).followUps.filter((f) => {
      const late = instant(f.sendAt) - instant(f.dueAt);
      return isLast(f) ? late > 0 && !wasLate(f) : late < 0;
    });
    expect(wrong).toEqual([]);
  });

  holds('what is only recorded never moves', (story) => {
    const moved = simulated(story).followUps.filter((f) => isRecord(f) && f.sendAt !== f.dueAt);
    expect(moved).toEqual([]);
  });

  holds('no two routine letters are sent to one recipient at one moment', (story) => {
    const sent = simulated(story)
      .followUps.filter((f) => f.outcome === 'sent' && isRoutine(f))
      .map((f) => `${f.sendAt} ${f.to === 'person' ? f.person : f.to}`);
    expect(sent).toHaveLength(new Set(sent).size);
  });

  holds('every date says how it came about', (story) => {
    for (const { basis } of simulated(story).followUps) {
      expect(basis.length).toBeGreaterThan(1);
      for (const sentence of basis) expect(sentence).toMatch(/^[A-Z0-9].+\.$/);
    }
  });
});

/** The facts of a story that were accepted, each with the moment it was recorded. */
function accepted(story: Story): { fact: Fact; now: Temporal.Instant }[] {
  const kept: { fact: Fact; now: Temporal.Instant }[] = [];
  for (const { fact, moment } of readSimulation(story, workingCalendar([])).planned)
    try {
      admit(
        kept.map((k) => k.fact),
        fact,
        moment,
        shippedPolicy,
      );
      kept.push({ fact, now: moment });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  return kept;
}

function frozen<T extends object>(value: T): T {
  for (const part of Object.values(value))
    if (typeof part === 'object' && part !== null) frozen(part);
  return Object.freeze(value);
}

describe('state', () => {
  holds('the same facts give the same state, and stay as they were', (story) => {
    const facts = accepted(story).map((k) => frozen(k.fact));
    const state = frozen(fold(facts));
    expect(fold([...facts])).toEqual(state);
    if (facts.every((f) => f.type !== 'retracted'))
      expect(facts.reduce((s, f) => frozen(evolve(s, f)), frozen(newCase))).toEqual(state);
  });

  holds('a retracted fact leaves no trace, nor does its retraction', (story) => {
    const facts = accepted(story).map((k) => k.fact);
    const retractions = facts.filter((f) => f.type === 'retracted');
    if (retractions.length !== 1) return;
    const gone = [retractions[0]?.id, retractions[0]?.details.fact];
    expect(fold(facts)).toEqual(fold(facts.filter((f) => !gone.includes(f.id))));
  });

  holds('nothing is recorded before it has happened, whatever came before', (story) => {
    const history = accepted(story);
    for (const { fact, moment } of readSimulation(story, workingCalendar([])).planned) {
      // A day fact may be recorded from the first minute of its day.
      const early = moment.subtract({ hours: fact.at === null ? 9 : 0, milliseconds: 1 });
      if (moment.epochMilliseconds <= instant(story.asOf)) continue;
      const record = () =>
        admit(
          history.map((h) => h.fact),
          { ...fact, override: 'all the same' },
          early,
          shippedPolicy,
        );
      expect(record).toThrow(expect.objectContaining({ code: 'fact-in-future' }));
    }
  });
});

describe('follow-ups', () => {
  holds('comparing them twice, at once or later, changes nothing', (story) => {
    const calendar = workingCalendar(story.bankHolidays.map((date) => ({ date, title: 'off' })));
    const settings = { policy: shippedPolicy, calendar };
    const facts: Fact[] = [];
    const stored: FollowUp[] = [];
    for (const { fact, now } of accepted(story)) {
      facts.push(fact);
      const wanted = wantedRungs(fold(facts), settings);
      const changes = reconcile(wanted, stored, now, settings);
      for (const { id, reason } of changes.supersede) {
        const followUp = stored[Number(id)];
        if (followUp) Object.assign(followUp, { status: 'superseded', reason });
      }
      for (const { id, placed } of changes.replace) stored[Number(id)] = storedAs(placed, id);
      for (const placed of changes.insert) stored.push(storedAs(placed, String(stored.length)));
      for (const later of [0, 1, 24 * 30])
        expect(reconcile(wanted, stored, now.add({ hours: later }), settings)).toMatchObject({
          insert: [],
          replace: [],
          supersede: [],
        });
    }
  });
});

describe('the same facts, told otherwise', () => {
  const lines = (followUps: readonly SimulatedFollowUp[]): string[] =>
    followUps.map((f) => JSON.stringify(f)).sort();

  /** The story with all its facts ahead, no two recorded at one moment. */
  function aheadOfTime(story: Story): Story | null {
    const asOf = new Temporal.ZonedDateTime(
      BigInt(instant(story.asOf)) * 1_000_000n,
      'Europe/London',
    ).subtract({ days: 600 });
    const early = { ...story, asOf: asOf.toInstant().toString() };
    const { planned } = readSimulation(early, workingCalendar([]));
    const moments = new Set(planned.map((p) => p.moment.toString()));
    return moments.size === planned.length ? early : null;
  }

  holds('an earlier beginning changes nothing', (story) => {
    const early = aheadOfTime(story);
    if (!early) return;
    const asOf = Temporal.Instant.from(early.asOf)
      .subtract({ hours: 24 * 40 })
      .toString();
    expect(simulated({ ...early, asOf }).followUps).toEqual(simulated(early).followUps);
  });

  holds('nor does the order in which they are listed', (story) => {
    const early = aheadOfTime(story);
    if (!early) return;
    const last = early.facts.length - 1;
    const facts = early.facts
      .map((f) => (f.type === 'retracted' ? { ...f, fact: last - Number(f.fact) } : f))
      .filter((f) => f.type !== 'retracted' || Number(f.fact) >= 0);
    if (facts.length !== early.facts.length) return;
    const backwards = { ...early, facts: facts.reverse() };
    expect(lines(simulated(backwards).followUps)).toEqual(lines(simulated(early).followUps));
  });

  holds('what has gone by a day has gone when the run goes on', (story) => {
    const until = Temporal.Instant.from(story.until)
      .add({ hours: 24 * 20 })
      .toString();
    const longer = lines(simulated({ ...story, until }).followUps);
    for (const line of lines(simulated(story).followUps.filter(hasGone)))
      expect(longer).toContain(line);
  });
});
