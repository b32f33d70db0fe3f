import type { FactType } from '../../facts/fact-types';
import { Temporal } from 'temporal-polyfill';
import { dayInWords, londonDay, startOfLondonDay } from '../../time/london';
import { passcodeAsOf, validityAnchor } from '../case-state';
import { issuedCode } from '../passcodes';
import { block, contradiction, type Situation, words, type RulesOf } from './rule';

const codeOf = ({ state, day }: Situation) => passcodeAsOf(state, day);

const noPasscode = contradiction(
  'no-passcode-requested',
  ({ state }) => state.passcodes.length === 0,
  'No passcode has been requested for this case; record when it was requested first.',
);

const beforeRequest = contradiction(
  'before-passcode-requested',
  (s) => s.state.passcodes.length > 0 && codeOf(s) === null,
  ({ day, state }) =>
    `That is ${words(day)}, before the passcode was requested (${words(state.passcodes[0]?.requestedOn ?? day)}); check both dates.`,
);

const beforeIssue = contradiction(
  'before-passcode-issued',
  (s) => s.day < (codeOf(s)?.issuedOn ?? ''),
  (s) =>
    `That is ${words(s.day)}, before the passcode was issued (${words(codeOf(s)?.issuedOn ?? s.day)}); check both dates.`,
);

/** The last day a code is good, to its end. Source: founding texts, 28 days from issue. */
function lastGoodDay(situation: Situation): Temporal.PlainDate | null {
  const code = codeOf(situation);
  return (
    code &&
    Temporal.PlainDate.from(validityAnchor(code).day).add({
      days: situation.policy.passcodeGoodForDays,
    })
  );
}

function usedTooLate(situation: Situation): boolean {
  const last = lastGoodDay(situation);
  if (!last || !situation.fact.at) return false;
  const dead = startOfLondonDay(last.add({ days: 1 }));
  return Temporal.Instant.compare(Temporal.Instant.from(situation.fact.at), dead) >= 0;
}

/** When what is told of a passcode may be recorded. */
export const passcodeRules = {
  'contact-id-confirmed': [],
  'otp-requested': [],
  'otp-issued': [
    noPasscode,
    contradiction(
      'issued-before-requested',
      ({ state, day }) => day < (issuedCode(state, day)?.requestedOn ?? '9999'),
      ({ state, day }) =>
        `A passcode cannot be issued on ${words(day)}, before it was requested (${words((issuedCode(state, day) ?? state.passcodes[0])?.requestedOn ?? day)}); check both dates.`,
    ),
    contradiction(
      'issued-after-received',
      ({ state, day }) => day > (issuedCode(state, day)?.receivedOn ?? day),
      ({ state, day }) =>
        `A passcode that arrived on ${words(issuedCode(state, day)?.receivedOn ?? day)} cannot have been issued on ${words(day)}; check both dates.`,
    ),
  ],
  'otp-received': [noPasscode, beforeRequest, beforeIssue],
  'otp-used': [
    noPasscode,
    beforeRequest,
    beforeIssue,
    contradiction(
      'passcode-already-used',
      (s) => codeOf(s)?.usedAt != null,
      'This passcode has been used already and works only once; record a new request first.',
    ),
    block('passcode-expired', usedTooLate, (s) => {
      const code = codeOf(s);
      const provisional = code !== null && validityAnchor(code).provisional;
      return `The passcode was good until the end of ${dayInWords(lastGoodDay(s) ?? londonDay(Temporal.Instant.from(s.fact.at ?? '')))}${provisional ? ', counted from the day it was requested; if the letter shows a later issue date, record that first' : '; check the date, or say why it still worked'}.`;
    }),
  ],
} as const satisfies Partial<RulesOf<FactType>>;
