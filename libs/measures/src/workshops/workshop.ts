import { BadInput, type InputProblem, type WorkshopKind, workshopKinds } from '@app/domain';

/** A workshop or one-to-one surgery as somebody tells it: no name of anybody who came. */
export interface WorkshopInput {
  /** Europe/London, `YYYY-MM-DD`; not in the future. */
  heldOn: string;
  kind: WorkshopKind;
  title: string;
  /** How many homes came. */
  homes: number;
  /** How many people came; null when nobody counted. */
  people: number | null;
  /** Location ids of the homes that came, as far as they are known. */
  locations: readonly string[];
}

/** One that was recorded, as it stands after the newest edit. */
export interface Workshop extends WorkshopInput {
  id: string;
  /** 1 when recorded, one more with each edit: send it back with the next edit. */
  number: number;
  isWithdrawn: boolean;
  /** Name of the officer of the newest edit. */
  by: string;
  /** ISO 8601 UTC. */
  at: string;
}

const mostHomes = 9999;
const mostPeople = 99_999;
const longestTitle = 120;

/**
 * Looks a workshop over before it is kept.
 * @param today Europe/London, `YYYY-MM-DD`
 * @throws BadInput naming each wrong field
 */
export function checkWorkshop(input: WorkshopInput, today: string): WorkshopInput {
  const title = input.title.trim();
  const locations = [...new Set(input.locations.map((id) => id.trim().toUpperCase()))];
  const problems = [
    input.heldOn > today && problem('heldOn', 'Give a day that has come: it is recorded once held'),
    !workshopKinds.includes(input.kind) && problem('kind', 'Say which of the two it was'),
    (title === '' || title.length > longestTitle) &&
      problem('title', `Give a title of 1 to ${longestTitle} characters`),
    !isCount(input.homes, mostHomes) &&
      problem('homes', `Give how many homes came, a whole number from 0 to ${mostHomes}`),
    input.people !== null &&
      !isCount(input.people, mostPeople) &&
      problem('people', `Give how many people came, a whole number from 0 to ${mostPeople}`),
    isCount(input.homes, mostHomes) &&
      locations.length > input.homes &&
      problem('homes', 'More homes are listed than came: count those that came again'),
  ].filter((one) => one !== false);
  if (problems.length > 0)
    throw new BadInput(
      'invalid-workshop',
      `The workshop cannot be kept: ${problems[0]?.message}.`,
      problems,
    );
  return { ...input, title, locations };
}

const problem = (field: string, message: string): InputProblem => ({
  pointer: `/${field}`,
  code: 'invalid',
  message,
});

const isCount = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= most;
