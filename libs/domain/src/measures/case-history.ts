import { Temporal } from 'temporal-polyfill';
import { type CaseState, newCase, type Passcode, type Submission } from '../cases/case-state';
import { evolve, standing } from '../cases/evolve';
import { afterGoingLive, type Stage, stages } from '../cases/stages';
import { dayOf, type Fact } from '../facts/fact';
import { type Passage, passagesOf } from '../stalls/passages';
import type { PasscodeChannel } from './measured';
import { replyVerdict } from './reply-verdict';

/** One stay of a case at a stage, whoever had to act. Instants are ISO 8601 UTC. */
export interface Stay {
  stage: Stage;
  enteredAt: string;
  /** Null while it lasts. */
  leftAt: string | null;
  /** Days and parts of days; null while it lasts. */
  days: number | null;
}

/** What became of one passcode, each as the Europe/London day it happened; null when it did not. */
export interface PasscodeLife {
  channel: PasscodeChannel;
  requestedOn: string;
  receivedOn: string | null;
  usedOn: string | null;
  /** The first day it was dead. */
  expiredOn: string | null;
  /** Another was requested while it could still have been used. */
  supersededOn: string | null;
}

/** One application sent to NHSmail. */
export interface SubmissionLife {
  at: string;
  repliedAt: string | null;
  outcome: string | null;
  isBreached: boolean;
  /** Whether the reply came within 48 hours, and when that was certain; null while it is open. */
  isWithin: boolean | null;
  settledAt: string | null;
}

/** What happened to a case, as measures count it. Days are Europe/London. */
export interface CaseHistory {
  /** The furthest stage it has been at; `closed` is none of them. */
  furthest: Stage;
  /** It left the first stage for another. */
  startedOn: string | null;
  /** It was live for the first time. */
  liveOn: string | null;
  /** Null while it is open. */
  closedOn: string | null;
  /** Stays of no length are left out: facts that were recorded together only pass through a stage. */
  stays: Stay[];
  passcodes: PasscodeLife[];
  submissions: SubmissionLife[];
}

/** So that what was worked out under other rules is worked out again. */
export const historyRules = 1;

const dayOfInstant = (at: string): string => dayOf({ on: null, at });

const dayOrNull = (at: string | null | undefined): string | null => (at ? dayOfInstant(at) : null);

/**
 * What a case went through, by when things happened and not when they were recorded. Facts that were
 * retracted do not count.
 * @param facts in the order they were recorded
 */
export function historyOf(facts: readonly Fact[]): CaseHistory {
  const passages = passagesOf(facts);
  const inOrder = passages.filter(({ stage }) => stage !== 'closed');
  const first = (isOne: (stage: Stage) => boolean): string | null =>
    dayOrNull(inOrder.find(({ stage }) => isOne(stage))?.from);
  const { states, last } = statesOf(facts);
  return {
    furthest: stages[Math.max(0, ...inOrder.map(({ stage }) => stages.indexOf(stage)))] as Stage,
    startedOn: first((stage) => stage !== 'prospect'),
    liveOn: first((stage) => afterGoingLive.has(stage)),
    closedOn: dayOrNull(last.closed?.at),
    stays: staysOf(passages),
    passcodes: last.passcodes.map((code, n) => lifeOf(code, last.passcodes[n + 1])),
    submissions: submissionsOf(facts, states),
  };
}

function statesOf(facts: readonly Fact[]): { states: CaseState[]; last: CaseState } {
  let last = newCase;
  const states: CaseState[] = [];
  for (const fact of standing(facts)) {
    last = evolve(last, fact);
    states.push(last);
  }
  return { states, last };
}

const millisecondsADay = 86_400_000;

function staysOf(passages: readonly Passage[]): Stay[] {
  const stays: Stay[] = [];
  for (const [n, { stage, from, to }] of passages.entries()) {
    const goesOn = passages[n - 1]?.stage === stage ? stays.at(-1) : undefined;
    if (goesOn) goesOn.leftAt = to;
    else stays.push({ stage, enteredAt: from, leftAt: to, days: null });
  }
  return stays.flatMap((stay) => {
    if (stay.leftAt === null) return [stay];
    const [from, to] = [stay.enteredAt, stay.leftAt].map((at) => Temporal.Instant.from(at));
    const lasted = (to?.epochMilliseconds ?? 0) - (from?.epochMilliseconds ?? 0);
    return lasted > 0 ? [{ ...stay, days: lasted / millisecondsADay }] : [];
  });
}

/** A code that was dead, or used, before the next was requested was not superseded by it. */
function lifeOf(code: Passcode, next: Passcode | undefined): PasscodeLife {
  const expiredOn = dayOrNull(code.expiredAt);
  const wasAlive =
    next !== undefined &&
    code.retired === 'replaced' &&
    code.usedAt === null &&
    (expiredOn === null || expiredOn > next.requestedOn);
  return {
    channel: code.channel,
    requestedOn: code.requestedOn,
    receivedOn: code.receivedOn,
    usedOn: dayOrNull(code.usedAt),
    expiredOn,
    supersededOn: wasAlive ? next.requestedOn : null,
  };
}

/** Each as it stood last: a state remembers only the newest. */
function submissionsOf(facts: readonly Fact[], states: readonly CaseState[]): SubmissionLife[] {
  const known = new Map<string, Submission>();
  for (const { submission } of states) if (submission) known.set(submission.fact, submission);
  return standing(facts)
    .filter(({ type }) => type === 'submitted')
    .map(({ id, at }) => {
      const sent = known.get(id);
      const life = {
        at: at ?? '',
        repliedAt: sent?.reply?.at ?? null,
        isBreached: (sent?.breachedAt ?? null) !== null,
      };
      const verdict = replyVerdict(life);
      return {
        ...life,
        outcome: sent?.reply?.outcome ?? null,
        isWithin: verdict?.isWithin ?? null,
        settledAt: verdict?.at ?? null,
      };
    });
}
