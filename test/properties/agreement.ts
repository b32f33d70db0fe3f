import { readSimulation, type SimulationResult, simulate, workingCalendar } from '@app/domain';
import { type ExpectedFollowUp, secondReading } from '@app/night-audit';
import type { Story } from './case-stories';

const noHolidays = workingCalendar([]);

export const simulated = (story: Story): SimulationResult =>
  simulate(readSimulation(story, noHolidays));

type Row = Omit<ExpectedFollowUp, 'letter'> & { letter?: string | null };

/**
 * One line a rung. Of a superseded one only the due moment counts: what never went has no moment of
 * going that anyone published.
 */
const line = (f: Row): string => {
  const goes =
    f.outcome === 'superseded' ? '' : `at ${moment(f.sendAt)} to ${f.to} ${f.letter ?? ''}`;
  const of = f.person === null ? '' : ` for ${f.person}`;
  return `${f.clock}${of} of ${f.anchor} ${f.rung}, due ${moment(f.dueAt)}: ${f.outcome} ${goes}`.trim();
};

const moment = (iso: string): string => iso.replace('.000', '');

/**
 * Holds when the product and the second reading say the same of this case, rung for rung.
 * @returns what the product says
 */
export function expectAgreement(story: Story): SimulationResult {
  const ours = simulated(story);
  const theirs = secondReading(story);
  const last = ours.states.at(-1);
  expect({
    refused: ours.refused.map((r) => r.fact),
    followUps: ours.followUps.map(line).sort(),
    ...(last ? { stage: last.stage, waitingOn: last.waitingOn } : {}),
  }).toEqual({
    refused: theirs.refused,
    followUps: theirs.followUps.map(line).sort(),
    ...(last ? theirs.standing : {}),
  });
  return ours;
}
