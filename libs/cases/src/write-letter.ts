import { randomUUID } from 'node:crypto';
import {
  type CaseState,
  livePasscode,
  type Passcode,
  type Policy,
  type Rung,
  useBy,
} from '@app/domain';
import { type LetterKind, type LetterPart, type NewLetter, renderLetter } from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import type { FiringSettings } from './firing-settings';
import type { LetterContext } from './letter-context';

/** What one part is written from. */
interface PartInput {
  rung: Rung;
  state: CaseState;
  today: Temporal.PlainDate;
  policy: Policy;
}

type WritePart = (input: PartInput) => LetterPart;

/** Source of the window: a posted code takes 5 to 7 days (founding texts). */
const postTakesDays = 7;

const daysBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate): number =>
  from.until(to, { largestUnit: 'days' }).days;

function passcodeOf({ state, rung }: PartInput): Passcode {
  const code = livePasscode(state);
  if (!code) throw new Error(`${rung.clock} ${rung.rung} has no passcode to write about`);
  return code;
}

const useByOf = (input: PartInput) => {
  const code = passcodeOf(input);
  const { lastDay, provisional } = useBy(code, input.policy.passcodeGoodForDays);
  return { code, lastDay, useBy: lastDay.toString(), provisional };
};

/** What each kind of letter says, from the state of the case at the moment it is written. */
const parts: Partial<Record<LetterKind, WritePart>> = {
  'otp-on-its-way': (input) => {
    const { requestedOn } = passcodeOf(input);
    const arriveBy = Temporal.PlainDate.from(requestedOn).add({ days: postTakesDays });
    return { kind: 'otp-on-its-way', requestedOn, arriveBy: arriveBy.toString() };
  },
  'otp-arrived': (input) => {
    const { code, useBy, provisional } = useByOf(input);
    const dayCount = daysBetween(Temporal.PlainDate.from(code.requestedOn), input.today);
    return { kind: 'otp-arrived', requestedOn: code.requestedOn, dayCount, useBy, provisional };
  },
  'otp-expiring': (input) => {
    const { code, lastDay, useBy, provisional } = useByOf(input);
    return {
      kind: 'otp-expiring',
      channel: code.channel,
      useBy,
      provisional,
      daysLeft: daysBetween(input.today, lastDay),
      last: input.policy.ladders['otp-validity'].some(
        (step) => step.rung === input.rung.rung && step.last === true,
      ),
    };
  },
  submitted: ({ state, rung, policy }) => {
    const submittedAt = state.submission?.at ?? rung.dueAt.toString();
    const hours = policy.ladders['nhsmail-reply'].find((r) => r.act === 'record')?.hours ?? 48;
    const replyBy = Temporal.Instant.from(submittedAt).add({ hours });
    return { kind: 'submitted', submittedAt, replyBy: replyBy.toString() };
  },
};

/** One letter for these rungs, with a part for each in order. */
export function writeLetter(
  rungs: readonly Rung[],
  state: CaseState,
  { caseId, home, officer, contact }: LetterContext,
  { now, today, day, policy }: FiringSettings,
): NewLetter {
  const written = rungs.map((rung) => {
    const write = parts[rung.letter as LetterKind];
    if (!write) throw new Error(`There is no letter "${rung.letter}" for ${rung.rung}`);
    return write({ rung, state, today, policy });
  });
  const to = { name: contact?.name ?? null, address: contact?.email ?? null };
  return {
    id: randomUUID(),
    caseId,
    kinds: written.map((part) => part.kind),
    routine: rungs.every((rung) => rung.routine),
    to,
    replyTo: { name: officer.name, address: officer.email },
    ...renderLetter({ parts: written, recipientName: to.name, home, officer, day }),
    plannedAt: now,
    sendFrom: now,
    day,
  };
}
