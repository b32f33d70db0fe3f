import { dayInWords, londonDay, type Outcome, startOfLondonDay } from '@app/domain';
import type { StoredFollowUp } from '@app/follow-ups';
import { Temporal } from 'temporal-polyfill';
import { addresseeInWords, rungTitle } from '../words/rung-words';
import { capital, momentFromNow, momentWords, relativeDay, wallTime } from '../words/when';
import { letterFate } from '../words/letter-status-words';
import { whyKeptBack } from '../words/suppression-words';
import type { CaseLetter } from './case-view';
import { personInWords } from './people-of-case';

/** One planned step, with the proof of its date. */
export interface NextStep {
  title: string;
  to: string;
  when: string;
  /** Set when something moved it off its own date. */
  held: string | null;
  basis: readonly string[];
}

/** One step that is behind us. */
export interface PastStep {
  title: string;
  what: string;
  /** The person or ticket it was about; empty when it was about the case. */
  about: string;
  when: string;
  letterHref: string | null;
  basis: readonly string[];
}

/** What is still planned, soonest first. */
export function presentNext(
  followUps: readonly StoredFollowUp[],
  now: Temporal.Instant,
): NextStep[] {
  return followUps
    .filter((f) => f.status === 'waiting')
    .sort((a, b) => Temporal.Instant.compare(a.ringAt, b.ringAt))
    .map((f) => ({
      title: rungTitle(f),
      to: addresseeInWords(f.to, f.person && personInWords(f.person)),
      when: whenDue(f, now),
      held: whyHeld(f, now),
      basis: f.basis,
    }));
}

/** What was done or fell away, newest first. */
export function presentPast(
  followUps: readonly StoredFollowUp[],
  letters: readonly CaseLetter[],
): PastStep[] {
  return followUps
    .filter((f) => f.status !== 'waiting')
    .sort((a, b) => Temporal.Instant.compare(b.settledAt ?? b.dueAt, a.settledAt ?? a.dueAt))
    .map((f) => {
      const letter = letters.find((l) => l.id === f.letterId);
      return {
        title: rungTitle(f),
        what: outcomeInWords(f, letter),
        about: f.person ? personInWords(f.person) : '',
        when: f.act === 'record' ? momentEnding(f.dueAt) : momentWords(f.settledAt ?? f.dueAt),
        letterHref: letter ? `/mail-tray/${letter.id}` : null,
        basis: f.basis,
      };
    });
}

/** A moment that ends a day is told by that day: "the end of Thursday 31 December 2026". */
export function momentEnding(moment: Temporal.Instant): string {
  const { day, time } = wallTime(moment.toString());
  const isMidnight = time === 'midnight' && moment.epochMilliseconds % 60_000 === 0;
  return isMidnight ? `The end of ${dayInWords(day.subtract({ days: 1 }))}` : momentWords(moment);
}

function whenDue(followUp: StoredFollowUp, now: Temporal.Instant): string {
  const { ringAt, dueAt, act } = followUp;
  const day = londonDay(dueAt);
  if (act !== 'record' || !startOfLondonDay(day).equals(dueAt)) return momentFromNow(ringAt, now);
  const last = day.subtract({ days: 1 });
  return `${capital(relativeDay(last, londonDay(now)))}, the end of ${dayInWords(last)}`;
}

function whyHeld(
  { failures, ringAt, sendAt }: StoredFollowUp,
  now: Temporal.Instant,
): string | null {
  if (failures > 0)
    return `This failed ${failures === 1 ? 'once' : `${failures} times`} and will be tried again.`;
  if (Temporal.Instant.compare(ringAt, sendAt) > 0)
    return 'Held back: one letter a working day is enough for anybody, and none goes out at night.';
  return Temporal.Instant.compare(ringAt, now) < 0 ? 'Due now: it goes within a minute.' : null;
}

const outcomes: Readonly<Record<Outcome, string>> = {
  sent: 'Written',
  merged: 'Written, together with another letter of the same day',
  task: 'Handed to the officer',
  recorded: 'Noted',
  superseded: 'Not needed: what it was about had ended',
  suppressed: 'Kept back',
};

function outcomeInWords(followUp: StoredFollowUp, letter: CaseLetter | undefined): string {
  if (followUp.reason === 'passed-over') return 'Left out: a newer one goes instead';
  const words = outcomes[followUp.outcome ?? 'recorded'];
  if (followUp.outcome === 'suppressed') return `${words}: ${whyKeptBack(followUp.reason)}`;
  return letter ? `${words}; ${letterFate(letter.status, letter.reply)}` : words;
}
