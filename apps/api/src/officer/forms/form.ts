/** What a browser sends: every field a text, or several of one name. */
export type FormBody = Readonly<Record<string, unknown>>;

/** One wrong answer: the field to go to, and what to do about it. */
export interface FormProblem {
  /** Id of the field on the page; empty when no single field is to blame. */
  field: string;
  message: string;
}

/** One text out of a form; empty when it is missing or was sent twice. */
export function textOf(body: FormBody, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** The list at the top of a form that was not accepted. */
export function errorList(problems: readonly FormProblem[]): { text: string; href?: string }[] {
  return problems.map(({ field, message }) =>
    field ? { text: message, href: `#${field}` } : { text: message },
  );
}

/** What stands beside one field; false when it is right, as the kit's macros want it. */
export function errorOf(
  problems: readonly FormProblem[],
  field: string,
): { text: string } | undefined {
  const problem = problems.find((p) => p.field === field);
  return problem && { text: problem.message };
}
