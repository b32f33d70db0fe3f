import { Temporal } from 'temporal-polyfill';
import { namesInWords } from '../people/names-in-words';
import { findPeople, type PeopleFindings, type PeopleTopic } from '../readiness/people-findings';
import { dayInWords } from '../time/london';
import type { WorkingCalendar } from '../time/working-calendar';
import { type CaseState, presentPeople } from './case-state';

/** How far a home is with its list of those who get an account, as the facts have it. */
export interface PeopleList {
  /** How many are named and not taken off again. */
  named: number;
  /** What the home has still to say before the list is whole, and of whom; empty once it is. */
  lacks: readonly string[];
}

type Lack = (names: string) => string;

/** Every answer that keeps a list from being whole: those the decision table calls missing. */
const lackOf: {
  readonly [T in PeopleTopic]?: { readonly [A in PeopleFindings[T]]?: Lack };
} = {
  enough: { none: () => 'the people', one: () => 'a second person' },
  notTooMany: { 'too-many': () => 'which ten come first' },
  roles: { 'some-missing': (names) => `what ${names} will be in the mailbox` },
  owner: { none: () => 'an owner of the mailbox' },
  administrator: { none: () => 'an administrator of the mailbox' },
  mobiles: { 'some-missing': (names) => `the mobile number of ${names}` },
  mobileForm: { 'some-not-uk': (names) => `a UK mobile number for ${names}` },
  mobileShared: { shared: (names) => `a mobile number of their own for each of ${names}` },
  emails: { 'some-missing': (names) => `the email address of ${names}` },
  emailForm: { 'some-malformed': (names) => `an email address that can be right for ${names}` },
  emailShared: { shared: (names) => `an email address of their own for each of ${names}` },
};

const topics = Object.keys(lackOf) as PeopleTopic[];

/** Asked only once there are two, and each is known to be something. */
const afterRoles: readonly PeopleTopic[] = ['owner', 'administrator'];

/**
 * Whether the list has all that the portal asks of people, by the questions of readiness: the people
 * form cannot be sent in before. Who is there and what is said of them counts, not how it came.
 * @param nameOf how people are called
 */
export function peopleList(state: CaseState, nameOf: (person: string) => string): PeopleList {
  const people = presentPeople(state);
  const { findings, culprits } = findPeople(people);
  const rolesKnown = findings.enough === 'enough' && findings.roles === 'all';
  const lacks = topics.flatMap((topic) => {
    if (afterRoles.includes(topic) && !rolesKnown) return [];
    const lack = (lackOf[topic] as Readonly<Record<string, Lack>>)[findings[topic]];
    return lack ? [lack(namesInWords((culprits[topic] ?? []).map(nameOf)))] : [];
  });
  return { named: people.length, lacks };
}

/** By when something of ours has to be done, and how the day came about, one sentence a step. */
export interface OurDay {
  /** To its end, Europe/London. */
  day: Temporal.PlainDate;
  why: readonly string[];
}

/**
 * By when a list that is whole is looked through: the end of the next working day after the home last
 * said something of its people, since it can do nothing more until then (association's own rule).
 * @param state of a case in which somebody has been named
 * @throws RangeError for one in which nobody has
 */
export function lookThroughBy(state: CaseState, calendar: WorkingCalendar): OurDay {
  const days = state.people.flatMap((p) => [p.lastAddedOn, p.removedOn ?? '']);
  const since = Temporal.PlainDate.from(days.sort().at(-1) ?? '');
  const day = calendar.nextAfter(since);
  return {
    day,
    why: [
      `The list has stood as it is since ${dayInWords(since)}.`,
      'The home can do nothing more until we have looked through it, so that is done by the end of the next working day.',
      `The next working day after that is ${dayInWords(day)}.`,
    ],
  };
}
