import { readSimulation, type SimulationResult, simulate, workingCalendar } from '@app/domain';
import type { GivenFact } from './facts';

/** Bank holidays around the dated cases of the tests. */
const england = workingCalendar([
  { date: '2026-12-25', title: 'Christmas Day' },
  { date: '2026-12-28', title: 'Boxing Day (substitute day)' },
  { date: '2027-01-01', title: 'New Year’s Day' },
  { date: '2027-03-26', title: 'Good Friday' },
  { date: '2027-03-29', title: 'Easter Monday' },
  { date: '2027-05-03', title: 'Early May bank holiday' },
]);

/** Simulates one case, to the end of its clocks unless told until when. */
export const simulated = (
  asOf: string,
  facts: GivenFact[],
  until = '2028-01-01T00:00:00Z',
): SimulationResult => simulate(readSimulation({ asOf, until, facts }, england));

/** "rung outcome, when it goes" for each rung of a clock; `anchor` picks one of several runs of it. */
export const ladderOf = (
  { followUps }: SimulationResult,
  clock: string,
  anchor?: string,
): string[] =>
  followUps
    .filter((f) => f.clock === clock && (anchor === undefined || f.anchor === anchor))
    .map((f) => `${f.rung} ${f.outcome} ${f.sendAt}`);

export const rungOf = ({ followUps }: SimulationResult, clock: string, name: string) =>
  followUps.find((f) => f.clock === clock && f.rung === name);

/** Places and codes of the refused facts. */
export const refusedIn = ({ refused }: SimulationResult): string[] =>
  refused.map((r) => `${r.fact} ${r.code}`);

/** Stage, who it waits on and stalls at the end. */
export const lastState = ({ states }: SimulationResult): string => {
  const last = states.at(-1);
  return last ? [last.stage, last.waitingOn, ...last.stalls].join(' ') : 'none';
};
