import { leafed, strike } from '../time/walked-time';
import {
  after,
  before,
  closedSince,
  dayOfFact,
  type GivenFact,
  latest,
  momentOf,
} from './given-fact';

/** Of several arrivals recorded for one code the last recorded corrects the others. */
const uncorrected = (facts: readonly GivenFact[]): GivenFact[] =>
  facts.filter((f) => {
    const code = f.type === 'otp-received' && codeOf(facts, f);
    return !code || about(facts, 'otp-received', code).at(-1) === f;
  });

/**
 * Whether something of these types ended what a request began. Recorded after it, it counts unless
 * it happened on an earlier day; recorded before it, only if it happened on a later day: the
 * request was then learned late.
 */
const endedBy = (facts: readonly GivenFact[], start: GivenFact, types: string[]): boolean =>
  after(facts, start).some((f) => types.includes(f.type) && dayOfFact(f) >= dayOfFact(start)) ||
  uncorrected(before(facts, start)).some(
    (f) => types.includes(f.type) && dayOfFact(f) > dayOfFact(start),
  );

const ends = {
  arrival: ['otp-received', 'otp-used', 'contact-id-confirmed', 'submitted', 'otp-requested'],
  validity: ['otp-used', 'contact-id-confirmed', 'submitted', 'otp-requested'],
};

/** The request whose posted code is still on its way, if there is one. */
export const onItsWay = (facts: readonly GivenFact[]): GivenFact | undefined =>
  facts.find(
    (f) => f.type === 'otp-requested' && f.channel === 'post' && runs(facts, f, 'arrival'),
  );

/** The request whose code may still be used, if there is one. */
export const usable = (facts: readonly GivenFact[]): GivenFact | undefined =>
  facts.find((f) => f.type === 'otp-requested' && runs(facts, f, 'validity'));

const runs = (facts: readonly GivenFact[], f: GivenFact, clock: keyof typeof ends): boolean =>
  !endedBy(facts, f, ends[clock]) && !closedSince(facts, f);

/** The code an issue date is about: the one in play, else the newest asked for by that day. */
const issuedCode = (facts: readonly GivenFact[], f: GivenFact): GivenFact | undefined =>
  usable(facts) ??
  latest(facts.filter((r) => r.type === 'otp-requested' && dayOfFact(r) <= dayOfFact(f)));

/** The last issue date learned for the code of this request. */
const issueOf = (facts: readonly GivenFact[], request: GivenFact): GivenFact | undefined =>
  after(facts, request)
    .filter((f) => f.type === 'otp-issued' && issuedCode(before(facts, f), f) === request)
    .at(-1);

/** The fact the life of a code counts from: its issue once that is known, its request until then. */
export const countsFrom = (facts: readonly GivenFact[], request: GivenFact): GivenFact =>
  issueOf(facts, request) ?? request;

/**
 * The newest code asked for by the day of `f`: what a letter or a use that day was about. A request
 * recorded after `f` counts only when it happened on an earlier day.
 */
function codeOf(facts: readonly GivenFact[], f: GivenFact): GivenFact | undefined {
  const learnedLater = facts.includes(f) ? after(facts, f) : [];
  let newest: GivenFact | undefined;
  for (const r of facts) {
    if (r.type !== 'otp-requested' || dayOfFact(r) > dayOfFact(f)) continue;
    if (learnedLater.includes(r) && dayOfFact(r) === dayOfFact(f)) continue;
    if (!newest || dayOfFact(r) >= dayOfFact(newest)) newest = r;
  }
  return newest;
}

/** The facts of this type that are about the code of this request. */
export const about = (facts: readonly GivenFact[], type: string, request: GivenFact): GivenFact[] =>
  facts.filter((f) => f.type === type && codeOf(facts, f) === request);

/**
 * Whether a fact about passcodes contradicts what stands.
 * @param goodForDays calendar days after the day of issue, the last one included
 */
export function contradictsPasscodes(
  facts: readonly GivenFact[],
  f: GivenFact,
  goodForDays: number,
): boolean {
  const code = codeOf(facts, f);
  const day = dayOfFact(f);
  const issue = code && issueOf(facts, code);
  const issuedOn = issue ? dayOfFact(issue) : '';
  switch (f.type) {
    case 'otp-issued': {
      const asked = issuedCode(facts, f);
      if (!asked || day < dayOfFact(asked)) return true;
      const received = about(facts, 'otp-received', asked).at(-1);
      return received !== undefined && dayOfFact(received) < day;
    }
    case 'otp-received':
      return !code || day < issuedOn;
    case 'otp-used': {
      if (!code || day < issuedOn) return true;
      if (about(facts, 'otp-used', code).length > 0) return true;
      const dead = strike(leafed(dayOfFact(countsFrom(facts, code)), goodForDays + 1), 0);
      return momentOf(f) >= dead && !f.override;
    }
    default:
      return false;
  }
}
