import { dayAt, instant } from '../time/walked-time';

/**
 * A fact in its published JSON shape, with its place and the moment it was recorded. What comes
 * from the table reads the same: place is the sequence number, `fact` the place of a retracted one.
 */
export interface GivenFact {
  index: number;
  /** Milliseconds since 1970. */
  recordedAt: number;
  type: string;
  /** The day it happened, `YYYY-MM-DD`, Europe/London; or the instant, in `at`. */
  on?: string;
  at?: string;
  channel?: string;
  outcome?: string;
  level?: string;
  edition?: string;
  person?: string;
  mobile?: string;
  email?: string;
  /** The same where they are held apart from the facts; gone once they have been erased. */
  heldMobile?: string;
  heldEmail?: string;
  role?: string;
  reference?: string;
  about?: string;
  code?: string;
  until?: string;
  again?: string;
  officer?: string;
  reason?: string;
  stall?: string;
  fact?: number;
  /** Of what a clock left behind: the place of the fact that started it. */
  startedBy?: number;
  override?: string;
}

/** The Europe/London day a fact happened on. */
export const dayOfFact = (f: GivenFact): string => f.on ?? dayAt(instant(f.at ?? ''));

/** The instant of a fact that was given one, milliseconds since 1970. */
export const momentOf = (f: GivenFact): number => instant(f.at ?? '');

/** Leaves out what a standing retraction names, retractions themselves included. */
export function stillStanding(recorded: readonly GivenFact[]): GivenFact[] {
  const retractions = recorded.filter((f) => f.type === 'retracted');
  if (retractions.length === 0) return [...recorded];
  const isUndone = (f: GivenFact): boolean =>
    retractions.some((r) => r.fact === f.index && r !== f && !isUndone(r));
  const undone = new Set(recorded.filter(isUndone).map((f) => f.index));
  return recorded.filter((f) => !undone.has(f.startedBy ?? f.index));
}

/** What was recorded before this one, of these. */
export const before = (facts: readonly GivenFact[], f: GivenFact): GivenFact[] =>
  facts.slice(0, facts.indexOf(f));

/** What was recorded after this one, of these. */
export const after = (facts: readonly GivenFact[], f: GivenFact): GivenFact[] =>
  facts.slice(facts.indexOf(f) + 1);

/** Instants are compared as instants; where one side is a day, days are. Below 0: `a` was earlier. */
export function happened(a: GivenFact, b: GivenFact): number {
  if (a.at && b.at) return momentOf(a) - momentOf(b);
  return dayOfFact(a) < dayOfFact(b) ? -1 : dayOfFact(a) > dayOfFact(b) ? 1 : 0;
}

/** As things happened; what happened at one time in the order it was recorded. */
export const asHappened = (facts: readonly GivenFact[]): GivenFact[] => [...facts].sort(happened);

/** The one that happened last; of several at one time the one recorded last. */
export const latest = (facts: readonly GivenFact[]): GivenFact | undefined =>
  asHappened(facts).at(-1);

/**
 * Whether one of these put an end to what `start` began. What happened decides, not when it was
 * told: a stop dated before the start leaves it alone; of one time, what was recorded later is later.
 */
export const endedBy = (
  facts: readonly GivenFact[],
  start: GivenFact,
  isStop: (f: GivenFact) => boolean,
): boolean =>
  facts.some((f) => {
    if (f === start || !isStop(f)) return false;
    const later = happened(f, start);
    return later > 0 || (later === 0 && facts.indexOf(f) > facts.indexOf(start));
  });

/** Closing stops every clock begun before it was recorded; reopening brings none of them back. */
export const closedSince = (facts: readonly GivenFact[], start: GivenFact): boolean =>
  after(facts, start).some((f) => f.type === 'closed');

export const isClosed = (facts: readonly GivenFact[]): boolean =>
  facts.findLast((f) => f.type === 'closed' || f.type === 'reopened')?.type === 'closed';

export const isOptedOut = (facts: readonly GivenFact[]): boolean =>
  latest(facts.filter((f) => f.type === 'opted-out' || f.type === 'opted-in'))?.type ===
  'opted-out';

/** Whether this person said last that they want no letters. */
export const isPersonOptedOut = (facts: readonly GivenFact[], person: string | null): boolean =>
  latest(
    facts.filter(
      (f) => f.person === person && (f.type === 'person-opted-out' || f.type === 'person-opted-in'),
    ),
  )?.type === 'person-opted-out';

/** What the register says of the home, as it happened. A dormant home is a registered one. */
export const ofTheSite = (facts: readonly GivenFact[]): GivenFact[] =>
  asHappened(
    facts.filter((f) => ['site-deregistered', 'site-dormant', 'site-reopened'].includes(f.type)),
  );

/** Whether the register has taken the home off its list. */
export const isDeregistered = (facts: readonly GivenFact[]): boolean =>
  ofTheSite(facts).at(-1)?.type === 'site-deregistered';
