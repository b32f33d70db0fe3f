import { Temporal } from 'temporal-polyfill';
import { evolve } from '../cases/evolve';
import type { CaseState } from '../cases/case-state';
import type { ClockSettings } from '../clocks/rung';
import { Refused } from '../errors';
import type { Fact } from '../facts/fact';
import { londonDay } from '../time/london';
import { workingDaysAfter } from '../time/working-days';
import { type CallMatter, callMatters, type CallOutcome, ringsHelpdesk } from './matters';
import { nextDate } from './next-date';

/** When a matter comes up again: so many working days after today, or with the next date of its case. */
type Again = number | 'next-date';

/** What an outcome means. */
export interface CallEffect {
  /** Whether the open tasks about the matter are done with it. */
  tasks: 'done' | 'stay';
  /** A fact the call is the proof of. */
  fact: 'provider-replied' | null;
  /** Whether somebody is asked to find the number of the home. */
  findNumber: boolean;
  again: Again;
}

type Effects = Readonly<Record<CallOutcome, CallEffect | null>>;

const stays = (again: Again): CallEffect => ({
  tasks: 'stay',
  fact: null,
  findNumber: false,
  again,
});

const settles = (again: Again, fact: CallEffect['fact'] = null): CallEffect => ({
  tasks: 'done',
  fact,
  findNumber: false,
  again,
});

/** Voicemails in a row about one matter, this one among them, after which the home gets longer. */
const patientFrom = 2;

const ordinary: Effects = {
  spoke: settles('next-date'),
  voicemail: stays(1),
  'wrong-number': { ...stays(1), findNumber: true },
  done: settles('next-date'),
  tomorrow: stays(1),
};

/**
 * What each outcome of a call means, matter by matter (our own rule, decision 20); null: it cannot be
 * the outcome of such a call. A helpdesk that has promised to answer is rung again in two working days,
 * as long as a ticket may take (domain rules, C11).
 */
export const callEffects: Readonly<Record<CallMatter, Effects>> = Object.fromEntries(
  callMatters.map((matter): [CallMatter, Effects] => {
    if (ringsHelpdesk(matter))
      return [matter, { ...ordinary, spoke: settles(2), 'wrong-number': null }];
    // Whoever speaks with a home that was silent has its reply (domain rules, C10: any reply).
    if (matter === 'silence')
      return [matter, { ...ordinary, spoke: settles('next-date', 'provider-replied') }];
    // The number is what is missing: another wrong one asks for nothing new.
    if (matter === 'number') return [matter, { ...ordinary, 'wrong-number': stays(1) }];
    return [matter, ordinary];
  }),
) as Record<CallMatter, Effects>;

/** What is to be recorded, changed and asked for because of one call. */
export interface CallPlan {
  effect: CallEffect;
  /** The Europe/London day on which the matter comes up again; always after today. */
  again: Temporal.PlainDate;
}

/**
 * What a call about a matter of a case comes to.
 * @param state the case before the call
 * @throws Refused the outcome cannot be that of such a call
 */
export function callPlan(
  state: CaseState,
  { about, outcome }: { about: CallMatter; outcome: CallOutcome },
  clocks: ClockSettings,
  now: Temporal.Instant,
): CallPlan {
  const effect = callEffects[about][outcome];
  if (!effect)
    throw new Refused(
      'outcome-does-not-fit',
      'The helpdesk has one number: choose voicemail or tomorrow, and ring it again.',
    );
  return { effect, again: dayOf(effect, state, { about, outcome }, clocks, now) };
}

function dayOf(
  { again, fact }: CallEffect,
  state: CaseState,
  { about, outcome }: { about: CallMatter; outcome: CallOutcome },
  clocks: ClockSettings,
  now: Temporal.Instant,
): Temporal.PlainDate {
  if (again === 'next-date') {
    const after = fact ? evolve(state, factNow(fact, now)) : state;
    return nextDate(after, clocks, now);
  }
  const before = state.calls.find((call) => call.about === about)?.voicemails ?? 0;
  const soon = workingDaysAfter(londonDay(now), again, clocks.calendar);
  if (outcome !== 'voicemail' || before + 1 < patientFrom) return soon;
  const later = workingDaysAfter(soon, 1, clocks.calendar);
  // There is no time for patience when something ends or falls due meanwhile.
  const next = nextDate(state, clocks, now);
  return Temporal.PlainDate.compare(next, later) <= 0 ? soon : later;
}

const factNow = (type: 'provider-replied', now: Temporal.Instant): Fact => ({
  id: '',
  type,
  on: null,
  at: now.toString(),
  details: {},
  override: null,
});
