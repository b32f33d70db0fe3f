import { BadInput, type InputProblem } from '@app/domain';
import type { StandardSchemaValidationPipeOptions } from '@nestjs/common';
import type { z } from 'zod';

type Issues = Parameters<NonNullable<StandardSchemaValidationPipeOptions['exceptionFactory']>>[0];

const mostProblems = 100;

/** What a schema found wrong, as the answer tells it. */
export function badInput(issues: Issues): BadInput {
  const problems = (issues as readonly z.core.$ZodIssue[]).flatMap(problemsOf);
  const first = problems[0];
  const where = first && first.pointer !== '' ? ` ${first.pointer.slice(1)}:` : '';
  return new BadInput(
    'invalid-input',
    `What was sent cannot be read:${where} ${first?.message ?? 'it has another shape'}.`,
    problems.slice(0, mostProblems),
  );
}

function problemsOf(issue: z.core.$ZodIssue): InputProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: pointerTo([...issue.path, key]),
      code: 'unknown-field',
      message: `"${key}" is not a field here`,
    }));
  const code = issue.code === 'custom' ? 'invalid' : issue.code.replaceAll('_', '-');
  return [{ pointer: pointerTo(issue.path), code, message: issue.message }];
}

/** A JSON pointer (RFC 6901). */
function pointerTo(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
