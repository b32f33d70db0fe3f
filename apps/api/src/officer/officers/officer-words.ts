import type { ReasonForLeaving, ReasonForRole, Role } from '@app/officers';

/** What each role may do, where one is chosen. */
export const roleWords: Readonly<Record<Role, { text: string; hint: string }>> = {
  officer: { text: 'Officer', hint: 'Works on the cases of their team.' },
  lead: {
    text: 'Lead',
    hint: 'Sees every case, and looks after officers, dates and rules, audit and personal data.',
  },
  viewer: { text: 'Viewer', hint: 'Sees counts only: no home’s case, no person, no letter.' },
};

/** Fixed words, since they are kept in the audit for years. */
export const roleReasonWords: Readonly<Record<ReasonForRole, string>> = {
  'new-duties': 'They have new duties',
  'stands-in': 'They stand in for somebody',
  mistake: 'The role was a mistake',
};

export const leavingReasonWords: Readonly<Record<ReasonForLeaving, string>> = {
  'has-left': 'They have left the association',
  'other-duties': 'They have other duties here',
  misuse: 'Their account may be in wrong hands',
  mistake: 'The account was a mistake',
};

/** For a select of the kit: nothing chosen unless something is. */
export function choices<T extends string>(
  words: Readonly<Record<T, string>>,
  chosen: string,
): { value: string; text: string; selected: boolean }[] {
  return (Object.entries(words) as [T, string][]).map(([value, text]) => ({
    value,
    text,
    selected: value === chosen,
  }));
}

/** The same with an empty first line, so that somebody has to choose. */
export const mustChoose = (
  first: string,
  items: readonly { value: string; text: string; selected: boolean }[],
) => [{ value: '', text: first, selected: !items.some((item) => item.selected) }, ...items];
