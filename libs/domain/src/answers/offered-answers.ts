import type { AnswerKey, Answering } from './answer';
import { answers } from './answers';

const aboutCode: readonly AnswerKey[] = ['code-came', 'code-not-come', 'code-lost', 'form-sent'];

/** Which answers fit the purpose of a letter, the likeliest first. */
const ofPurpose: Readonly<Record<string, readonly AnswerKey[]>> = {
  invitation: ['agree', 'decline'],
  'otp-on-its-way': aboutCode,
  'otp-arrived': aboutCode,
  'otp-expiring': ['form-sent', 'code-came', 'code-not-come', 'code-lost'],
  ready: ['form-sent'],
  submitted: ['nhsmail-replied', 'accounts-here'],
  activate: ['logged-in'],
  'keep-alive': ['mailbox-opened'],
  leaver: ['takes-over', 'moves-on', 'not-leaving'],
  'long-leave': ['is-back', 'will-be-back', 'has-left'],
  'dspt-expiring': ['dspt-published'],
  'dspt-needed': ['dspt-published'],
  live: ['mailbox-opened', 'reply'],
};

/** A link somebody asked for is about whatever the case waits for by then. */
const aboutAnything: readonly AnswerKey[] = [
  ...Object.values(ofPurpose).flatMap((keys) => [...keys]),
  'reply',
];

/** Offered in every letter, whatever becomes of the case. */
const alwaysOffered: readonly AnswerKey[] = ['help', 'wrong-person'];

/** What one of the people can speak for; the rest is for the provider's contact to say. */
const forPeople: readonly AnswerKey[] = ['logged-in', 'mailbox-opened', 'reply', ...alwaysOffered];

/** Answers that belong to a purpose and a reader, fitting or not. */
export function answersOfPurpose(purpose: string, person: string | null): readonly AnswerKey[] {
  const own = purpose === 'link' ? [...new Set(aboutAnything)] : (ofPurpose[purpose] ?? ['reply']);
  const all = [...own, ...alwaysOffered];
  return person === null ? all : all.filter((key) => forPeople.includes(key));
}

/**
 * What may be answered to a letter now. Nothing on a closed case, except that help is wanted or that
 * the letter reached the wrong person.
 * @param purpose kind of the letter
 * @returns answers that move the case, and those always offered
 */
export function offeredAnswers(
  purpose: string,
  answering: Answering,
): { own: AnswerKey[]; always: AnswerKey[] } {
  const fitting = answersOfPurpose(purpose, answering.person).filter(
    (key) => !alwaysOffered.includes(key) && answers[key].fits(answering),
  );
  return { own: answering.state.closed ? [] : fitting, always: [...alwaysOffered] };
}
