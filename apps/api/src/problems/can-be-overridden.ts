import { transitions } from '@app/domain';

/** Codes of the rules that may be set aside with a reason. */
const blocks: ReadonlySet<string> = new Set(
  Object.values(transitions)
    .flat()
    .filter((rule) => rule.kind === 'block')
    .map((rule) => rule.code),
);

/** Whether a refusal can be set aside: the same fact with `override` and a reason is then recorded. */
export const canBeOverridden = (code: string): boolean => blocks.has(code);
