import type { z } from 'zod';
import type { InputProblem } from './errors';

/**
 * What a schema found wrong, one problem a value; unknown fields each by their own name.
 * @param thing what was read, as in "`colour` is not a field of `thing`"
 */
export function inputProblems(error: z.ZodError, thing: string): InputProblem[] {
  return error.issues.flatMap((issue): InputProblem[] => {
    const problem = (path: PropertyKey[], code: string, message: string): InputProblem => ({
      pointer: path.map((step) => `/${String(step)}`).join(''),
      code,
      message,
    });
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) =>
          problem([...issue.path, key], 'unknown-field', `"${key}" is not a field of ${thing}`),
        )
      : [problem(issue.path, issue.code, issue.message)];
  });
}
