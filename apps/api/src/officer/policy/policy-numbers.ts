import { type ClockName, type Policy, type RungPolicy, unitOf } from '@app/domain';
import { type FormBody, type FormProblem, textOf } from '../forms/form';
import { addresseeInWords, rungTitle } from '../words/rung-words';
import { clockWords } from './ladder-words';

/** A number of the rules, as a form asks for it. */
export interface RuleNumber {
  /** `n-12`: what it is called in the form, by its place among them. */
  id: string;
  path: readonly (string | number)[];
  label: string;
  unit: string;
  value: number;
}

export interface RuleNumbers {
  title: string;
  /** What the numbers of a ladder count from; null for those that stand for themselves. */
  from: string | null;
  numbers: RuleNumber[];
}

const general: Readonly<Record<string, [label: string, unit: string]>> = {
  'sendingHours-from': ['Letters and calls go out from', 'o’clock on working days'],
  'sendingHours-to': ['Letters and calls go out until', 'o’clock on working days'],
  morningLetterAt: ['The morning letter comes to officers at', 'o’clock on working days'],
  passcodeGoodForDays: ['A passcode is good for', 'calendar days after the day it was issued'],
  passcodeIssuedWithinDays: ['A passcode is surely issued within', 'calendar days of the request'],
  parkedForDays: ['A case parked for silence is looked at again after', 'calendar days'],
  reviewAfterWorkingDays: ['A case with no date running is looked at again after', 'working days'],
};

const unitWords: Partial<Record<keyof RungPolicy | 'atStart', string>> = {
  days: 'calendar days later',
  months: 'calendar months later',
  hours: 'hours later, day and night',
  workingDays: 'working days later',
  daysBeforeEnd: 'days before the end',
};

type Found = Omit<RuleNumber, 'id'>;

/** Every number of the rules, in the order in which people read them. */
export function numbersOf({ ladders, ...rest }: Policy): RuleNumbers[] {
  const own = { title: 'In general', from: null, numbers: leaves(rest, []) };
  const clocks = (Object.keys(clockWords) as ClockName[]).map((clock) => ({
    ...clockWords[clock],
    numbers: ladders[clock].flatMap((rung, n) => rungNumber(clock, rung, n)),
  }));
  let n = 0;
  return [own, ...clocks]
    .filter(({ numbers }) => numbers.length > 0)
    .map((group) => ({
      ...group,
      numbers: group.numbers.map((one) => ({ id: `n-${++n}`, ...one })),
    }));
}

function leaves(values: object, above: readonly string[]): Found[] {
  return Object.entries(values).flatMap(([key, value]: [string, unknown]): Found[] => {
    const path = [...above, key];
    if (typeof value === 'object' && value !== null) return leaves(value, path);
    if (typeof value !== 'number') return [];
    const [label, unit] = general[path.join('-')] ?? [key, ''];
    return [{ path, label, unit, value }];
  });
}

function rungNumber(clock: ClockName, rung: RungPolicy, n: number): Found[] {
  const counts = unitOf(rung);
  const unit = counts && unitWords[counts];
  const value = counts && counts !== 'atStart' ? rung[counts] : null;
  if (!unit || typeof value !== 'number') return [];
  const { act, to = null, letter = null } = rung;
  const who = addresseeInWords(to);
  const title = rungTitle({ clock, rung: rung.rung, act, to, letter });
  const path = ['ladders', clock, n, counts as string];
  return [{ path, label: who ? `${title} (${who})` : title, unit, value }];
}

/** The rules with the numbers somebody typed, or what is wrong with them. */
export function withNumbers(
  policy: Policy,
  body: FormBody,
): { document: unknown } | { problems: FormProblem[] } {
  const document = structuredClone(policy) as unknown as Record<string | number, unknown>;
  const problems: FormProblem[] = [];
  for (const { id, path, label } of numbersOf(policy).flatMap(({ numbers }) => numbers)) {
    if (!(id in body)) continue;
    const typed = textOf(body, id);
    if (/^\d{1,5}$/.test(typed)) put(document, path, Number(typed));
    else problems.push({ field: id, message: `${label}: give a whole number` });
  }
  return problems.length > 0 ? { problems } : { document };
}

function put(document: object, path: RuleNumber['path'], value: number): void {
  let at = document as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  at[path.at(-1) ?? ''] = value;
}

/** Problems by the fields of the form, of those that were told by their place in the rules. */
export function atTheirNumbers(
  problems: readonly FormProblem[],
  groups: readonly RuleNumbers[],
): FormProblem[] {
  const numbers = groups.flatMap((group) => group.numbers);
  return problems.map(({ field, message }) => ({
    field: numbers.find(({ path }) => `/document/${path.join('/')}` === field)?.id ?? field,
    message,
  }));
}
