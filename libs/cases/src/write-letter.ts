import {
  type CaseState,
  livePasscode,
  londonDay,
  type Passcode,
  type Policy,
  recipientOf,
  type Rung,
  useBy,
  validTo,
} from '@app/domain';
import { type AccountHolder, type LetterKind, type LetterPart, type Matter } from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import type { Addressee } from './addressees';
import type { FiringSettings } from './firing-settings';
import type { LetterContext } from './letter-context';

/** What one part is written from. */
interface PartInput {
  rung: Rung;
  state: CaseState;
  today: Temporal.PlainDate;
  policy: Policy;
  people: LetterContext['people'];
  texts: LetterContext['texts'];
}

type WritePart = (input: PartInput) => LetterPart;

/** Source of the window: a posted code takes 5 to 7 days (founding texts). */
const postTakesDays = 7;

/** Sources: domain rules C4 to C7; a ladder that ends elsewhere moves them. */
const shippedEnds = { activation: 30, inactivity: 30, leaver: 30, 'long-leave': 18 } as const;

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

/** Whether no other letter of its clock comes after this one. */
const isLastLetter = ({ rung, policy }: PartInput): boolean =>
  policy.ladders[rung.clock].filter((step) => step.act === 'letter').at(-1)?.rung === rung.rung;

/** Whether it is the letter the ladder says must come before a deadline. */
const isLastWarning = ({ rung, policy }: PartInput): boolean =>
  policy.ladders[rung.clock].some((step) => step.rung === rung.rung && step.last === true);

/**
 * After how long a clock comes to what its letters warn of: its first rung that is no letter.
 */
function endOf(clock: keyof typeof shippedEnds, { policy }: PartInput): number {
  const step = policy.ladders[clock].find(({ act }) => act !== 'letter');
  return (clock === 'long-leave' ? step?.months : step?.days) ?? shippedEnds[clock];
}

function holder(input: PartInput, until: Temporal.DurationLike): AccountHolder {
  const { rung, people } = input;
  return {
    name: people.get(rung.person ?? '') ?? null,
    since: rung.anchor,
    until: Temporal.PlainDate.from(rung.anchor).add(until).toString(),
  };
}

function dsptOf({ state, rung }: PartInput) {
  const publication = state.dspt.find(({ fact }) => fact === rung.anchorFact);
  if (!publication) throw new Error(`${rung.clock} ${rung.rung} has no publication to write about`);
  return publication;
}

/** Accepted by NHSmail, or said to have it already. */
export const hasNhsmail = ({ submission, accounts }: CaseState): boolean =>
  ['accepted', 'already-exists'].includes(submission?.reply?.outcome ?? '') ||
  accounts.some(({ created, activated }) => created !== null || activated !== null);

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
      last: isLastWarning(input),
      received: code.receivedOn !== null,
    };
  },
  submitted: ({ state, rung, policy }) => {
    const submittedAt = state.submission?.at ?? rung.dueAt.toString();
    const hours = policy.ladders['nhsmail-reply'].find((r) => r.act === 'record')?.hours ?? 48;
    const replyBy = Temporal.Instant.from(submittedAt).add({ hours });
    return { kind: 'submitted', submittedAt, replyBy: replyBy.toString() };
  },
  activate: (input) => {
    const { since: createdOn, until: inactiveOn } = holder(input, {
      days: endOf('activation', input),
    });
    return { kind: 'activate', createdOn, inactiveOn, last: isLastLetter(input) };
  },
  'keep-alive': (input) => {
    const days = endOf('inactivity', input);
    return { kind: 'keep-alive', days, people: [holder(input, { days })] };
  },
  leaver: (input) => ({ kind: 'leaver', ...holder(input, { days: endOf('leaver', input) }) }),
  'long-leave': (input) => {
    const months = endOf('long-leave', input);
    return { kind: 'long-leave', months, people: [holder(input, { months })] };
  },
  'dspt-expiring': (input) => {
    const { edition, level, coverage } = dsptOf(input);
    const lastDay = validTo(edition);
    return {
      kind: 'dspt-expiring',
      edition,
      validTo: lastDay.toString(),
      daysLeft: daysBetween(input.today, lastDay),
      last: isLastWarning(input),
      approaching: level === 'approaching',
      inherited: coverage === 'inherited',
      applied: input.state.submission !== null || hasNhsmail(input.state),
    };
  },
  reminder: (input) => {
    const { question } = input.state;
    if (!question) throw new Error(`${input.rung.rung} has no question to remind of`);
    return {
      kind: 'reminder',
      about: input.texts.show(question.about),
      askedOn: londonDay(Temporal.Instant.from(question.at)).toString(),
      last: isLastLetter(input),
      hasNhsmail: hasNhsmail(input.state),
    };
  },
};

/** A rung to be written about, and the follow-up it is stored as. */
export interface DueRung {
  rung: Rung;
  followUpId: string;
}

/** What a rung has to say, and to whom. Depends on nothing but what it is given. */
export function writeMatter(
  { rung, followUpId }: DueRung,
  state: CaseState,
  { caseId, home, officer, people, texts }: LetterContext,
  { name: recipientName }: Pick<Addressee, 'name'>,
  { today, policy }: Pick<FiringSettings, 'today' | 'policy'>,
  token: string | null,
): Matter {
  const write = parts[rung.letter as LetterKind];
  if (!write) throw new Error(`There is no letter "${rung.letter}" for ${rung.rung}`);
  const part = write({ rung, state, today, policy, people, texts });
  const words = { part, home, officer, recipientName, token };
  return { caseId, recipient: recipientOf(rung), kind: part.kind, followUpId, words };
}
