import {
  CaseRun,
  type ClockSettings,
  DomainError,
  type Fact,
  firedFact,
  type FollowUp,
  isFiring,
  londonDay,
  londonMoment,
  readFact,
} from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import * as a from '../builders/facts';
import type { SentLetter, Told } from './told';

/** One thing that may happen next. Null: nothing like it can happen now. */
type Step = (moment: Moment) => a.GivenFact | null;

/** What a step may look at: what was told so far, and the time. */
interface Moment {
  told: readonly Told[];
  today: string;
  now: string;
}

const newest = ({ told }: Moment, type: string) => told.findLast((t) => t.type === type);
const count = ({ told }: Moment, type: string) => told.filter((t) => t.type === type).length;
const daysAfter = (day: string, days: number) =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** NHSmail owes a reply: something was submitted and not answered since. */
const waitsForNhsmail = ({ told }: Moment): boolean =>
  told.findLast((t) => ['submitted', 'nhsmail-replied', 'closed'].includes(t.type))?.type ===
  'submitted';

/** Whether this was told of the newest code already. */
const toldOfNewest = ({ told }: Moment, type: string): boolean => {
  const request = told.findLastIndex((t) => t.type === 'otp-requested');
  const requestedOn = told[request]?.day ?? '';
  return told.slice(request + 1).some((t) => t.type === type && t.day >= requestedOn);
};

/**
 * All that happens in the model besides the passing of time. Left out is what says nothing new: the
 * same arrival or day of issue told twice, and a reply when nobody owes one.
 */
const steps: Record<string, Step> = {
  request: ({ today }) => a.requested(today),
  issue: (m) => {
    const request = newest(m, 'otp-requested');
    if (!request || toldOfNewest(m, 'otp-issued')) return null;
    return a.issued(daysAfter(request.day, 2));
  },
  arrive: (m) => (toldOfNewest(m, 'otp-received') ? null : a.received(m.today)),
  /** The letter of the code before the newest, which is told of late. */
  'arrive late': (m) => {
    const request = newest(m, 'otp-requested');
    if (!request || count(m, 'otp-requested') < 2) return null;
    const day = daysAfter(request.day, -1);
    const isTold = m.told.some((t) => t.type === 'otp-received' && t.day === day);
    return isTold ? null : a.received(day);
  },
  use: ({ now }) => a.used(now),
  submit: ({ now }) => a.submitted(now),
  /** From NHSmail when they owe one, else from the provider. */
  reply: (m) => {
    if (waitsForNhsmail(m)) return a.replied(m.now, 'rejected');
    return count(m, 'provider-replied') === 0 ? a.answered(m.now) : null;
  },
  /** The newest fact is taken back; taking back older ones is taking back several. */
  retract: (m) => {
    const last = m.told.at(-1);
    return last && last.type !== 'provider-asked' ? a.retracted(m.now, last.id) : null;
  },
  close: ({ now }) => a.closed(now),
  reopen: ({ now }) => a.reopened(now),
};

/**
 * Days between one step and the next: a letter of nearly every rung goes in some gap, so that each
 * step may come before it or after. What follows a submission comes the same morning, before the
 * letter about it has gone.
 */
const gapDays = 6;
/** "Expire": time passes beyond the end of any code in play. */
const expireDays = 32;
const expire = 'expire';

/** Where a story stands: all that what may happen next depends on. */
interface Place {
  path: readonly string[];
  facts: readonly Fact[];
  followUps: readonly FollowUp[];
  told: readonly Told[];
  today: Temporal.PlainDate;
}

export interface Found {
  path: string;
  sent: SentLetter;
  told: readonly Told[];
}

export interface Walk {
  settings: ClockSettings;
  depth: number;
  /** Leaves the engine without some fact, or puts another in its place: a fault put in on purpose. */
  heard?: (fact: Fact) => Fact | null;
  onLetter: (found: Found) => void;
}

const firstDay = '2026-11-02';
const hourOfSteps = 8;

/** Walks every order of the steps to the depth asked for. @returns how many orders there were */
export function walkAllOrders(walk: Walk): number {
  const opening = a.factsOf(a.caseOpened(firstDay), a.asked(`${firstDay}T07:00:00Z`));
  const today = Temporal.PlainDate.from(firstDay);
  const run = new CaseRun({ facts: [], followUps: [] }, walk.settings);
  for (const fact of opening) run.record(fact, momentOn(today));
  const asked = { id: 'fact-1', type: 'provider-asked', day: firstDay };
  const start = { path: [], facts: opening, followUps: run.followUps, told: [asked], today };
  return from(start, walk);
}

const momentOn = (day: Temporal.PlainDate): Temporal.Instant => londonMoment(day, hourOfSteps);

/**
 * Goes on from a place in every way. A step that is refused leaves the case as it was at that
 * moment, so what would follow it follows the shorter order too, which has its own turn: such
 * branches are left out. Nothing else is.
 */
function from(place: Place, walk: Walk): number {
  if (place.path.length === walk.depth) return 1;
  let orders = 0;
  for (const name of Object.keys(steps)) {
    const next = take(name, place, walk);
    if (next) orders += from(next, walk);
  }
  // Waiting twice is waiting longer: nothing is left to fire then.
  if (place.path.at(-1) !== expire) {
    const waiting = { ...place, path: [...place.path, expire] };
    orders += from(passTime(waiting, place.today.add({ days: expireDays }), walk), walk);
  }
  return orders;
}

function take(name: string, place: Place, walk: Walk): Place | null {
  const at = momentOn(place.today);
  const moment = { told: place.told, today: place.today.toString(), now: at.toString() };
  const given = steps[name]?.(moment);
  if (!given) return null;
  const fact = readFact(given, `step-${place.path.length}`);
  const heard = walk.heard ? walk.heard(fact) : fact;
  const run = new CaseRun(place, walk.settings);
  try {
    if (heard) run.record(heard, at);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
  const here = {
    path: [...place.path, name],
    facts: heard ? [...place.facts, heard] : place.facts,
    followUps: run.followUps,
    told: tell(place.told, fact),
    today: place.today,
  };
  const gap = name === 'submit' ? 0 : gapDays;
  const days = here.path.length === walk.depth ? 4 * expireDays : gap;
  return passTime(here, place.today.add({ days }), walk, run);
}

function tell(told: readonly Told[], { id, type, on, at, details }: Fact): readonly Told[] {
  if (type === 'retracted') return told.filter((t) => t.id !== details.fact);
  return [...told, { id, type, day: on ?? (at ?? '').slice(0, 10) }];
}

/** Lets the clocks run to the morning of a day, before anything is told on it. */
function passTime(
  place: Place,
  until: Temporal.PlainDate,
  walk: Walk,
  run = new CaseRun(place, walk.settings),
): Place {
  const end = momentOn(until);
  const facts = [...place.facts];
  let now = momentOn(place.today);
  for (;;) {
    const bell = run.nextBell(now);
    if (!bell || Temporal.Instant.compare(bell, end) >= 0) break;
    now = bell;
    for (const decision of run.fire(now).decisions) {
      if (isFiring(decision)) facts.push(firedFact(decision, now, `fired-${decision.followUp.id}`));
      if (decision.do !== 'letter') continue;
      const { letter, anchorFact } = decision.rung;
      const sent = { letter: letter ?? '', anchorFact, day: londonDay(now).toString() };
      walk.onLetter({ path: place.path.join(', '), sent, told: place.told });
    }
  }
  return { ...place, facts, followUps: run.followUps, today: until };
}
