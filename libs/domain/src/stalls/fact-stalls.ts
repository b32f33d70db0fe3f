import { Temporal } from 'temporal-polyfill';
import { type CaseState, livePasscode, presentPeople, standingDspt } from '../cases/case-state';
import { fewestPeople, mostPeople } from '../cases/people-limits';
import { beforeSubmission, type Stage } from '../cases/stages';
import { checkEmailAddress } from '../identifiers/email-address';
import { checkSiteOdsCode } from '../identifiers/ods-code';
import { checkUkMobile } from '../identifiers/uk-mobile';
import { startOfLondonDay } from '../time/london';
import { type StallCode, stallCodes } from './stall-codes';

/** A reason a case is stuck, and since when. */
export interface Stall {
  code: StallCode;
  /** ISO 8601 UTC; of a day fact, the start of its Europe/London day. */
  since: string;
  /** Found by the rules, or chosen by an officer. */
  by: 'rules' | 'officer';
}

/** Since when a reason holds; null when it does not. */
export type Since = string | null;

/** Days recur from case to case, and working one out costs far more than finding it again. */
const starts = new Map<string, string>();

/** The first instant of a Europe/London day, ISO 8601 UTC. */
export function startOf(day: string): string {
  let start = starts.get(day);
  if (start === undefined) {
    start = startOfLondonDay(Temporal.PlainDate.from(day)).toString();
    starts.set(day, start);
  }
  return start;
}

const newest = (days: readonly (string | null)[]): Since => {
  const last = days
    .filter((d) => d !== null)
    .sort()
    .at(-1);
  return last === undefined ? null : startOf(last);
};

/** Since the newest of the people it is true of was named. */
const amongPeople = (
  state: CaseState,
  isWrong: (value: string, all: readonly string[]) => boolean,
  field: 'mobile' | 'email',
): Since => {
  const people = presentPeople(state).filter((p) => p[field] !== null);
  const values = people.map((p) => p[field] ?? '');
  return newest(people.filter((p) => isWrong(p[field] ?? '', values)).map((p) => p.addedOn));
};

const isShared = (value: string, all: readonly string[]): boolean =>
  all.filter((other) => other.toLowerCase() === value.toLowerCase()).length > 1;

function tooFew({ people, preparedOn }: CaseState): Since {
  const present = people.filter((p) => p.removedOn === null).length;
  const isShort = preparedOn !== null && people.length > 0 && present < fewestPeople;
  return isShort ? newest([preparedOn, ...people.map((p) => p.removedOn)]) : null;
}

/** Approaching Standards can be published once; the next must be Met (domain rules, section 2). */
function approachingAgain({ dspt }: CaseState): Since {
  const last = dspt.at(-1);
  const before = dspt.some((p) => p.level === 'approaching' && p.edition !== last?.edition);
  return last?.level === 'approaching' && before ? startOf(last.on) : null;
}

const dsptAt = (state: CaseState, level: 'not-met' | 'not-published'): Since => {
  const standing = standingDspt(state);
  return standing?.level === level ? startOf(standing.on) : null;
};

/** The passcode went to an address of somebody who, as the officer noted, has left. */
function emailedToFormer(state: CaseState): Since {
  const code = livePasscode(state);
  const noted = state.notedStalls.find((n) => n.stall === 'manager-changed-or-vacant');
  if (!noted || code?.channel !== 'email' || code.receivedOn !== null) return null;
  const asked = startOf(code.requestedOn);
  return Temporal.Instant.compare(noted.at, asked) > 0 ? noted.at : asked;
}

type Detect = (state: CaseState, stage: Stage) => Since;

const early =
  (detect: (state: CaseState) => Since): Detect =>
  (state, stage) =>
    beforeSubmission.has(stage) ? detect(state) : null;

/** What the facts alone show, whatever the time is. */
const detections: Partial<Record<StallCode, Detect>> = {
  'dspt-missing': early((s) => dsptAt(s, 'not-published')),
  'dspt-too-low': early((s) => dsptAt(s, 'not-met')),
  'dspt-expired': early((s) => standingDspt(s)?.expiredAt ?? null),
  'approaching-already-used': early(approachingAgain),
  'hq-ods-code': early(({ odsCode }) => {
    const check = odsCode && checkSiteOdsCode(odsCode.code);
    const isHq = check && check.verdict !== 'ok' && check.code === 'headquarters-ods-code';
    return isHq ? startOf(odsCode.on) : null;
  }),
  'postcode-differs': early(({ odsCode }) =>
    odsCode?.postcode === 'differs' ? startOf(odsCode.on) : null,
  ),
  'otp-emailed-to-former': early(emailedToFormer),
  'otp-expired': (s, stage) => (stage === 'proving' ? (livePasscode(s)?.expiredAt ?? null) : null),
  rejected: ({ submission, ...s }, stage) =>
    stage === 'proving' && livePasscode({ submission, ...s }) === null
      ? submission?.reply?.outcome === 'rejected'
        ? submission.reply.at
        : null
      : null,
  'fewer-than-two-people': early(tooFew),
  'duplicate-mobile': early((s) => amongPeople(s, isShared, 'mobile')),
  'duplicate-email': early((s) => amongPeople(s, isShared, 'email')),
  'not-a-uk-mobile': early((s) =>
    amongPeople(s, (mobile) => checkUkMobile(mobile).verdict === 'block', 'mobile'),
  ),
  'generic-account': early((s) =>
    amongPeople(s, (email) => checkEmailAddress(email).verdict === 'warn', 'email'),
  ),
  'more-than-ten-people': early((s) => {
    const present = presentPeople(s);
    return present.length > mostPeople ? newest(present.map((p) => p.addedOn)) : null;
  }),
  'already-has-nhsmail': ({ submission, nhsmailCheck }, stage) => {
    if (stage === 'submitted')
      return submission?.reply?.outcome === 'already-exists' ? submission.reply.at : null;
    const found = beforeSubmission.has(stage) && nhsmailCheck?.found === 'accounts';
    return found ? startOf(nhsmailCheck.on) : null;
  },
  'no-reply-over-48h': ({ submission }, stage) =>
    stage === 'submitted' && submission?.reply === null ? submission.breachedAt : null,
  closure: ({ site }) => (site.status === 'deregistered' && site.on ? startOf(site.on) : null),
  unresponsive: ({ parked }) => (parked?.until === null ? parked.at : null),
};

/** The earlier of two answers to one question. */
export function earlier(a: Since, b: Since): Since {
  if (a === null || b === null) return a ?? b;
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

/**
 * Why a case is stuck as far as its facts alone tell: found by the rules, or chosen by an officer.
 * None once it is closed. In the order of `stallCodes`.
 */
export function factStalls(state: CaseState, stage: Stage): Stall[] {
  if (state.closed) return [];
  return stallCodes.flatMap((code): Stall[] => {
    const found = detections[code]?.(state, stage) ?? null;
    const noted = state.notedStalls.find((n) => n.stall === code)?.at ?? null;
    const since = earlier(found, noted);
    return since === null ? [] : [{ code, since, by: found === null ? 'officer' : 'rules' }];
  });
}
