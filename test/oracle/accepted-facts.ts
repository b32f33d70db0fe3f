import { dayAt, instant, leafed, strike } from './walked-time';

/** A fact as a simulation is given it, with its place in the list and the moment it is recorded. */
export interface OracleFact {
  index: number;
  recordedAt: number;
  type: string;
  on?: string;
  at?: string;
  channel?: string;
  fact?: number;
  override?: string;
}

export const dayOfFact = (f: OracleFact): string => f.on ?? dayAt(instant(f.at ?? ''));

const momentOf = (f: OracleFact): number => instant(f.at ?? '');

/** Leaves out what a standing retraction names, retractions themselves included. */
export function stillStanding(recorded: readonly OracleFact[]): OracleFact[] {
  const isUndone = (f: OracleFact): boolean =>
    recorded.some((r) => r.type === 'retracted' && r.fact === f.index && !isUndone(r));
  return recorded.filter((f) => !isUndone(f));
}

const before = (facts: readonly OracleFact[], f: OracleFact): OracleFact[] =>
  facts.slice(0, facts.indexOf(f));

const after = (facts: readonly OracleFact[], f: OracleFact): OracleFact[] =>
  facts.slice(facts.indexOf(f) + 1);

/**
 * Whether something of these types put an end to what `start` began. Recorded after it, it counts
 * unless it happened on an earlier day; recorded before it, only if it happened on a later day: the
 * start was then learned late.
 */
const endedBy = (facts: readonly OracleFact[], start: OracleFact, types: string[]): boolean =>
  after(facts, start).some((f) => types.includes(f.type) && dayOfFact(f) >= dayOfFact(start)) ||
  uncorrected(before(facts, start)).some(
    (f) => types.includes(f.type) && dayOfFact(f) > dayOfFact(start),
  );

/** Of several arrivals recorded for one code the last recorded corrects the others. */
const uncorrected = (facts: readonly OracleFact[]): OracleFact[] =>
  facts.filter((f) => {
    const code = f.type === 'otp-received' && codeOf(facts, f);
    return !code || about(facts, 'otp-received', code).at(-1) === f;
  });

const closedSince = (facts: readonly OracleFact[], start: OracleFact): boolean =>
  after(facts, start).some((f) => f.type === 'closed');

const ends = {
  arrival: ['otp-received', 'otp-used', 'contact-id-confirmed', 'submitted', 'otp-requested'],
  validity: ['otp-used', 'contact-id-confirmed', 'submitted', 'otp-requested'],
};

/** The request whose posted code is still on its way, if there is one. */
export const onItsWay = (facts: readonly OracleFact[]): OracleFact | undefined =>
  facts.find(
    (f) => f.type === 'otp-requested' && f.channel === 'post' && runs(facts, f, 'arrival'),
  );

/** The request whose code may still be used, if there is one. */
export const usable = (facts: readonly OracleFact[]): OracleFact | undefined =>
  facts.find((f) => f.type === 'otp-requested' && runs(facts, f, 'validity'));

/** Having the contact ID makes any code asked for before one knew of it needless. */
const runs = (facts: readonly OracleFact[], f: OracleFact, clock: keyof typeof ends): boolean =>
  !endedBy(facts, f, ends[clock]) &&
  !closedSince(facts, f) &&
  !after(facts, f).some((later) => later.type === 'contact-id-confirmed');

/** The day the 28 days of a code count from: the last issue date learned while it was usable. */
export function countsFrom(facts: readonly OracleFact[], request: OracleFact): string {
  const issued = after(facts, request).filter(
    (f) => f.type === 'otp-issued' && usable(before(facts, f)) === request,
  );
  return dayOfFact(issued.at(-1) ?? request);
}

/** The submission that happened last; of two at one moment the one recorded last. */
function latestSubmission(facts: readonly OracleFact[]): OracleFact | undefined {
  let latest: OracleFact | undefined;
  for (const f of facts)
    if (f.type === 'submitted' && (!latest || momentOf(f) >= momentOf(latest))) latest = f;
  return latest;
}

/** The submission NHSmail has not answered, if there is one. */
export function unanswered(facts: readonly OracleFact[]): OracleFact | undefined {
  const submission = latestSubmission(facts);
  if (!submission || closedSince(facts, submission)) return undefined;
  const answered =
    after(facts, submission).some((f) => f.type === 'nhsmail-replied') ||
    before(facts, submission).some(
      (f) => f.type === 'nhsmail-replied' && momentOf(f) > momentOf(submission),
    );
  return answered ? undefined : submission;
}

export const isClosed = (facts: readonly OracleFact[]): boolean =>
  facts.findLast((f) => f.type === 'closed' || f.type === 'reopened')?.type === 'closed';

export const isOptedOut = (facts: readonly OracleFact[]): boolean =>
  facts.findLast((f) => f.type === 'opted-out' || f.type === 'opted-in')?.type === 'opted-out';

/**
 * The newest code asked for by the day of `f`: what a letter or a use that day was about. A request
 * recorded after `f` counts only when it happened on an earlier day.
 */
function codeOf(facts: readonly OracleFact[], f: OracleFact): OracleFact | undefined {
  const learnedLater = facts.includes(f) ? after(facts, f) : [];
  let newest: OracleFact | undefined;
  for (const r of facts) {
    if (r.type !== 'otp-requested' || dayOfFact(r) > dayOfFact(f)) continue;
    if (learnedLater.includes(r) && dayOfFact(r) === dayOfFact(f)) continue;
    if (!newest || dayOfFact(r) >= dayOfFact(newest)) newest = r;
  }
  return newest;
}

const issueDate = (facts: readonly OracleFact[], request: OracleFact): string | null => {
  const day = countsFrom(facts, request);
  return after(facts, request).some(
    (f) => f.type === 'otp-issued' && usable(before(facts, f)) === request,
  )
    ? day
    : null;
};

const about = (facts: readonly OracleFact[], type: string, request: OracleFact): OracleFact[] =>
  facts.filter((f) => f.type === type && codeOf(facts, f) === request);

/** Whether the fact contradicts what stands. An override lets a blocked one through. */
function contradicts(facts: readonly OracleFact[], f: OracleFact): boolean {
  if (isClosed(facts)) return f.type !== 'reopened';
  const code = codeOf(facts, f);
  const day = dayOfFact(f);
  switch (f.type) {
    case 'case-opened':
      return facts.some((earlier) => earlier.type === 'case-opened');
    case 'reopened':
      return true;
    case 'otp-issued': {
      const live = usable(facts);
      if (!live || day < dayOfFact(live)) return true;
      const received = about(facts, 'otp-received', live).at(-1);
      return received !== undefined && dayOfFact(received) < day;
    }
    case 'otp-received':
      return !code || day < (issueDate(facts, code) ?? '');
    case 'otp-used': {
      if (!code || day < (issueDate(facts, code) ?? '')) return true;
      if (about(facts, 'otp-used', code).length > 0) return true;
      const dead = strike(leafed(countsFrom(facts, code), 29), 0);
      return momentOf(f) >= dead && !f.override;
    }
    case 'submitted':
      return unanswered(facts) !== undefined && !f.override;
    case 'nhsmail-replied': {
      const submission = latestSubmission(facts);
      return !submission || momentOf(f) < momentOf(submission);
    }
    default:
      return false;
  }
}

/** Whether the fact may be recorded after these (all that were recorded, in that order). */
export function isAccepted(recorded: readonly OracleFact[], f: OracleFact): boolean {
  const facts = stillStanding(recorded);
  if (contradicts(facts, f)) return false;
  if (f.type !== 'retracted') return true;
  const target = facts.find((earlier) => earlier.index === f.fact);
  if (!target || target.type === 'case-opened') return false;
  const left = stillStanding([...recorded, f]).filter((kept) => kept !== f);
  return left.every((kept, n) => !contradicts(left.slice(0, n), kept));
}
