import { Temporal } from 'temporal-polyfill';
import { fold } from '../cases/evolve';
import { afterGoingLive } from '../cases/stages';
import type { Fact } from '../facts/fact';
import { passagesOf } from '../stalls/passages';
import { londonDay } from '../time/london';
import { contactAfterOtherClose, type Period, retentionRules } from './retention-rules';

/** Days of one case from which the clocks of its people count, `YYYY-MM-DD`, Europe/London. */
export interface CaseEnds {
  /** When it went live; null while it is not, or is not any more. */
  liveOn: string | null;
  /** When it was closed; null while it is open: reopening stops the clock, closing starts another. */
  closedOn: string | null;
}

/** One of the people of a case, as far as clocks ask. */
export interface KeptPerson {
  ref: string;
  /** When they were named last. */
  namedOn: string;
  /** When their newest account was created; null while none is known. */
  accountOn: string | null;
}

/** The first day on which something is no longer kept: it goes in that day's run. */
export interface PersonDue {
  ref: string;
  /** Private address and mobile; null while nothing has started the clock. */
  contact: string | null;
  /** Name and job. */
  name: string | null;
}

/**
 * The first day on which something is no longer kept.
 * @param from the Europe/London day it counts from: `days` are calendar days after it, `months` end
 *   on the day of the same number, or the last of a shorter month
 */
export function dueAfter(from: string, { days = 0, months = 0 }: Period): string {
  return Temporal.PlainDate.from(from).add({ days, months }).toString();
}

const dayOfInstant = (at: string): string => londonDay(Temporal.Instant.from(at)).toString();

/** When a case went live and was closed, by all that stands in its history. */
export function endsOf(facts: readonly Fact[]): CaseEnds {
  let liveOn: string | null = null;
  for (const { stage, from } of passagesOf(facts)) {
    if (afterGoingLive.has(stage)) liveOn ??= dayOfInstant(from);
    else if (stage !== 'closed') liveOn = null;
  }
  const { closed } = fold(facts);
  return { liveOn, closedOn: closed && dayOfInstant(closed.at) };
}

/** The people of a case, those who were taken off too. */
export function keptPeopleOf(facts: readonly Fact[]): KeptPerson[] {
  const { people, accounts } = fold(facts);
  const accountOn = new Map(accounts.map((a) => [a.person, a.created?.on ?? null]));
  const named = people.map(({ person, lastAddedOn }) => ({
    ref: person,
    namedOn: lastAddedOn,
    accountOn: accountOn.get(person) ?? null,
  }));
  const unnamed = accounts
    .filter(({ person }) => !people.some((one) => one.person === person))
    .map(({ person, happened }) => ({
      ref: person,
      namedOn: happened.at(-1)?.on ?? '',
      accountOn: accountOn.get(person) ?? null,
    }))
    .filter(({ namedOn }) => namedOn !== '');
  return [...named, ...unnamed];
}

const latest = (days: readonly (string | null)[]): string =>
  days
    .filter((day) => day !== null)
    .sort()
    .at(-1) ?? '';

/**
 * When what is held of one person has to go (domain rules, section 7): private details 30 days after
 * the home went live, or 90 after the case was closed without, names and jobs 24 months after it was
 * closed. Somebody named, or given an account, after the home went live is counted from that day:
 * their own activation is still being chased.
 */
export function personDue({ ref, namedOn, accountOn }: KeptPerson, ends: CaseEnds): PersonDue {
  const { liveOn, closedOn } = ends;
  const contact =
    liveOn !== null
      ? dueAfter(latest([liveOn, namedOn, accountOn]), retentionRules['account-contact'].period)
      : closedOn && dueAfter(closedOn, contactAfterOtherClose);
  const name = closedOn && dueAfter(closedOn, retentionRules['account-names'].period);
  // Who has no name here any more needs no number either.
  const both = contact !== null && name !== null && name < contact ? name : contact;
  return { ref, contact: both, name };
}

/**
 * The day by which a request has to be answered: one calendar month after it came (UK GDPR, article
 * 12(3)); a complaint is acknowledged within 30 days (DUAA 2025).
 */
export const answerBy = (kind: string, receivedOn: string): string =>
  dueAfter(receivedOn, kind === 'complaint' ? { days: 30 } : { months: 1 });
