import { Temporal } from 'temporal-polyfill';
import type { Fact } from '../../facts/fact';
import type { FactType } from '../../facts/fact-types';
import type { IdentifierCheck } from '../../identifiers/identifier-check';
import type { Policy } from '../../policy';
import { dayInWords } from '../../time/london';
import type { CaseState } from '../case-state';

/** What a rule may look at: the state before the fact, the fact, and the shipped or set policy. */
export interface Situation {
  state: CaseState;
  fact: Fact;
  day: string;
  policy: Policy;
}

/**
 * One reason a fact may not be recorded now. A contradiction cannot be; a block can, with an
 * override that says why. A step that is merely missing is no reason: the world is not refused.
 */
export interface Rule {
  code: string;
  kind: 'contradiction' | 'block';
  /** Whether the rule stands in the way. */
  when: (situation: Situation) => boolean;
  /** One sentence that says what to do. */
  sentence: (situation: Situation) => string;
}

export const contradiction = (
  code: string,
  when: Rule['when'],
  sentence: Rule['sentence'] | string,
): Rule => ({
  code,
  kind: 'contradiction',
  when,
  sentence: typeof sentence === 'string' ? () => sentence : sentence,
});

export const block = (
  code: string,
  when: Rule['when'],
  sentence: Rule['sentence'] | string,
): Rule => ({
  ...contradiction(code, when, sentence),
  kind: 'block',
});

export const words = (iso: string): string => dayInWords(Temporal.PlainDate.from(iso));

/** Whether an instant lies before another; unknown ones do not. */
export const isEarlier = (a: string | null, b: string | undefined): boolean =>
  a !== null && b !== undefined && Temporal.Instant.compare(a, b) < 0;

/** A value whose form cannot be right (domain rules, section 2). */
export const malformed = (
  code: string,
  field: 'mobile' | 'email' | 'code',
  check: (text: string) => IdentifierCheck,
): Rule => {
  const found = ({ fact }: Situation) => {
    const value = fact.details[field];
    return value === undefined ? null : check(value);
  };
  return block(
    code,
    (s) => found(s)?.verdict === 'block',
    (s) => {
      const answer = found(s);
      return answer && answer.verdict !== 'ok' ? answer.message : '';
    },
  );
};

/** The rules about some of the facts: one part of the table of transitions. */
export type RulesOf<Types extends FactType> = Record<Types, readonly Rule[]>;
