import { BadInput, Conflict, Refused } from '@app/domain';
import type { FormProblem } from './form';

/**
 * What the rules refused, for the top of the form that asked for it: at the field that is at fault
 * where one is named. Anything else goes on as it came.
 */
export function refusals(error: unknown): FormProblem[] {
  if (error instanceof BadInput && error.problems.length > 0)
    return error.problems.map(({ pointer, message }) => ({ field: pointer.slice(1), message }));
  if (error instanceof BadInput || error instanceof Refused || error instanceof Conflict)
    return [{ field: '', message: error.message }];
  throw error;
}
