import { Temporal } from 'temporal-polyfill';
import {
  type Account,
  awaitsReply,
  type CaseState,
  livePasscode,
  standingDspt,
} from '../cases/case-state';
import { progress } from '../cases/progress';
import { beforeSubmission, type Stage } from '../cases/stages';
import { useBy } from '../clocks/otp-validity';
import { validTo } from '../dspt/edition';
import type { ClockName, Policy, RungPolicy } from '../policy';
import { londonMoment } from '../time/london';
import { earlier, factStalls, type Since, type Stall, startOf } from './fact-stalls';
import { type StallCode, stallCodes } from './stall-codes';

/**
 * Calendar days to find the contact ID, or to ask for a passcode, once all else is prepared. A week:
 * the letter that holds the ID has to be looked for (association's own rule).
 */
const daysToFindProof = 7;

/** The hour at which day rungs fall due, Europe/London. */
const dueHour = 9;

const afterDays = (day: string, days: number): string =>
  londonMoment(Temporal.PlainDate.from(day).add({ days }), dueHour).toString();

const rungOf = (policy: Policy, clock: ClockName, act: RungPolicy['act']): RungPolicy | undefined =>
  policy.ladders[clock].find((rung) => rung.act === act);

/** When the ladder gives up on letters and asks a person to act: from then on it is stuck. */
function whenTaskFalls(policy: Policy, clock: ClockName, day: string): Since {
  const days = rungOf(policy, clock, 'task')?.days;
  return days === undefined ? null : afterDays(day, days);
}

type Ahead = (state: CaseState, stage: Stage, policy: Policy) => Since;

const passcodeEnds: Ahead = (state, stage, policy) => {
  const code = livePasscode(state);
  return code && beforeSubmission.has(stage)
    ? useBy(code, policy.passcodeGoodForDays).deadFrom.toString()
    : null;
};

const dsptLapses: Ahead = (state, stage) => {
  const standing = standingDspt(state);
  const counts = standing && !['not-met', 'not-published'].includes(standing.level);
  return counts && beforeSubmission.has(stage)
    ? startOf(validTo(standing.edition).add({ days: 1 }).toString())
    : null;
};

const letterIsMissed: Ahead = (state, stage, policy) => {
  const code = livePasscode(state);
  const awaited = code?.channel === 'post' && code.receivedOn === null;
  return awaited && beforeSubmission.has(stage)
    ? whenTaskFalls(policy, 'otp-arrival', code.requestedOn)
    : null;
};

const proofIsMissed: Ahead = (state, stage) => {
  const { preparedOn, contactIdConfirmedOn, passcodes } = state;
  const hasAsked = contactIdConfirmedOn !== null || passcodes.length > 0;
  return stage === 'proving' && preparedOn && !hasAsked
    ? afterDays(preparedOn, daysToFindProof)
    : null;
};

const replyIsLate: Ahead = (state, stage, policy) => {
  if (stage !== 'submitted' || !awaitsReply(state) || !state.submission) return null;
  const hours = rungOf(policy, 'nhsmail-reply', 'record')?.hours;
  return hours === undefined
    ? null
    : Temporal.Instant.from(state.submission.at).add({ hours }).toString();
};

const isGone = (a: Account): boolean =>
  a.removedOn !== null || a.leaver !== null || a.disabled !== null;

/** Accounts nobody activates, or uses, go inactive (domain rules, C4 and C5). */
const accountsLapse: Ahead = ({ accounts }, _, policy) =>
  accounts
    .filter((a) => !isGone(a))
    .map((a) => {
      if (a.created && !a.activated) return whenTaskFalls(policy, 'activation', a.created.on);
      return a.activity && whenTaskFalls(policy, 'inactivity', a.activity.on);
    })
    .reduce(earlier, null);

/** What comes about by the passing of time, unless a fact stops it. */
const detections: Partial<Record<StallCode, Ahead>> = {
  'dspt-expired': dsptLapses,
  'contact-id-unknown': proofIsMissed,
  'otp-not-arrived': letterIsMissed,
  'otp-expired': passcodeEnds,
  'lapsed-accounts': accountsLapse,
  'no-reply-over-48h': replyIsLate,
};

/**
 * Why a case is stuck, or will be once a moment has passed if nothing more is recorded: a pure
 * function of its facts, so that it can be kept beside them and compared with the clock later. None
 * once it is closed. In the order of `stallCodes`.
 */
export function stallsAhead(state: CaseState, policy: Policy): Stall[] {
  if (state.closed) return [];
  const { stage } = progress(state);
  const known = new Map(factStalls(state, stage).map((stall) => [stall.code, stall]));
  return stallCodes.flatMap((code): Stall[] => {
    const stall = known.get(code);
    const ahead = detections[code]?.(state, stage, policy) ?? null;
    const since = earlier(stall?.since ?? null, ahead);
    return since === null
      ? []
      : [{ code, since, by: ahead === null ? (stall?.by ?? 'rules') : 'rules' }];
  });
}

/** Why a case is stuck at this moment, and since when. */
export function stallsOf(state: CaseState, now: Temporal.Instant, policy: Policy): Stall[] {
  return stallsAhead(state, policy).filter((s) => Temporal.Instant.compare(s.since, now) <= 0);
}
