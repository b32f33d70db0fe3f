import type { WorkshopKind } from '@app/domain';
import type { Workshop, WorkshopInput } from '@app/measures';
import { Temporal } from 'temporal-polyfill';
import {
  dayItems,
  dayProblem,
  readDay,
  type TypedDay,
  typedDay,
  typedDayOf,
} from '../forms/day-field';
import { errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';

/** A workshop as it stands in the form. */
export interface TypedWorkshop {
  heldOn: TypedDay;
  kind: string;
  title: string;
  homes: string;
  people: string;
  /** Location ids, one a line. */
  locations: string;
}

export const emptyWorkshop = (today: Temporal.PlainDate): TypedWorkshop => ({
  heldOn: typedDay(today),
  kind: 'workshop',
  title: '',
  homes: '',
  people: '',
  locations: '',
});

export const typedFrom = (one: Workshop): TypedWorkshop => ({
  heldOn: typedDay(Temporal.PlainDate.from(one.heldOn)),
  kind: one.kind,
  title: one.title,
  homes: String(one.homes),
  people: one.people === null ? '' : String(one.people),
  locations: one.locations.join('\n'),
});

export const typedIn = (body: FormBody): TypedWorkshop => ({
  heldOn: typedDayOf(body, 'heldOn'),
  kind: textOf(body, 'kind'),
  title: textOf(body, 'title'),
  homes: textOf(body, 'homes'),
  people: textOf(body, 'people'),
  locations: textOf(body, 'locations'),
});

/** Numbers that are none are refused with the sentence the rules have for them. */
const numberOf = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN);

export function readWorkshop(
  body: FormBody,
  today: Temporal.PlainDate,
): { input: WorkshopInput } | { problem: FormProblem } {
  const day = readDay(body, 'heldOn', 'the day it was held', today);
  if ('problem' in day) return { problem: day.problem };
  const typed = typedIn(body);
  return {
    input: {
      heldOn: day.day,
      kind: typed.kind as WorkshopKind,
      title: typed.title,
      homes: numberOf(typed.homes),
      people: typed.people === '' ? null : numberOf(typed.people),
      locations: typed.locations.split(/[\s,;]+/).filter((id) => id !== ''),
    },
  };
}

/** The fields as the kit's macros want them. */
export const workshopFields = (typed: TypedWorkshop, problems: readonly FormProblem[]) => ({
  ...typed,
  heldOn: dayItems(typed.heldOn, dayProblem(problems, 'heldOn')),
  kinds: [
    { value: 'workshop', text: 'Workshop: several homes together' },
    { value: 'surgery', text: 'One-to-one surgery: one home' },
  ].map((one) => ({ ...one, checked: one.value === typed.kind })),
  errorsOf: {
    kind: errorOf(problems, 'kind'),
    title: errorOf(problems, 'title'),
    homes: errorOf(problems, 'homes'),
    people: errorOf(problems, 'people'),
    locations: errorOf(problems, 'locations'),
  },
});
