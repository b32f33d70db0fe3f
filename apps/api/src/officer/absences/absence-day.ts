import {
  type DayItems,
  dayItems,
  type Fault,
  readAnyDay as read,
  typedDayOf,
} from '../forms/day-field';
import type { FormBody, FormProblem } from '../forms/form';

/** A day as three boxes, which of the rules' days it may be is theirs to say. */
export function readAnyDay(body: FormBody, name: string, what: string): { day: string } | Fault {
  const day = read(body, name, what);
  return 'problem' in day ? day : { day: day.day.toString() };
}

/** The boxes as they were typed, with what is wrong. */
export const dayField = (
  body: FormBody,
  name: string,
  problems: readonly FormProblem[],
): DayItems =>
  dayItems(
    typedDayOf(body, name),
    problems.find((problem) => problem.field.startsWith(`${name}-`)),
  );
