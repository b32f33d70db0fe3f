import { dayAt, instant, isoOf, strike } from '../time/walked-time';
import type { GivenFact } from './given-fact';
import { type PolicyDocument, policyOf } from './policy-document';
import type { Standing } from './stage';
import type { Row } from './row';
import { Walk } from './walk';

/** A simulation as it is asked for, in the published JSON shape. */
export interface Question {
  asOf: string;
  until: string;
  facts: readonly Record<string, unknown>[];
  bankHolidays: readonly string[];
  policy?: PolicyDocument;
}

/** One follow-up of the published answer, without its basis. */
export interface ExpectedFollowUp {
  clock: string;
  rung: string;
  anchor: string;
  dueAt: string;
  sendAt: string;
  person: string | null;
  to: string | null;
  letter: string | null;
  outcome: string;
}

/**
 * The second reading of a case: which facts were acceptable, and every follow-up that was ever
 * wanted, worked out from the published rules and sharing nothing with the engine but JSON shapes.
 */
export function secondReading(question: Question): {
  followUps: ExpectedFollowUp[];
  /** Places of the facts that were not acceptable. */
  refused: number[];
  /** What each of the follow-ups rests on, in the same order. */
  rows: readonly Row[];
  /** How far the case has come by the end, and whose turn it is. */
  standing: Standing;
} {
  const walk = new Walk({
    policy: policyOf(question.policy),
    bankHolidays: new Map(question.bankHolidays.map((day) => [day, 'a bank holiday'])),
  });
  const until = instant(question.until);
  const refused: number[] = [];
  const waiting = inOrder(question);
  for (;;) {
    const fact = waiting[0];
    const firing = walk.nextTry();
    const now = Math.min(fact?.recordedAt ?? Infinity, firing);
    if (now > until || now === Infinity) break;
    if (fact && fact.recordedAt === now) {
      waiting.shift();
      if (walk.accepts(fact)) walk.record(fact);
      else refused.push(fact.index);
    } else walk.fire(now);
  }
  return {
    followUps: walk.rows.map(published),
    refused: refused.sort((a, b) => a - b),
    rows: walk.rows,
    standing: walk.standingOn(dayAt(until)),
  };
}

function inOrder({ asOf, facts }: Question): GivenFact[] {
  return facts
    .map((given, index): GivenFact => {
      const fact = given as unknown as GivenFact;
      const happened = fact.on ? strike(fact.on, 8) : instant(fact.at ?? '');
      return { ...fact, index, recordedAt: Math.max(happened, instant(asOf)) };
    })
    .sort((a, b) => a.recordedAt - b.recordedAt || a.index - b.index);
}

const published = (row: Row): ExpectedFollowUp => ({
  clock: row.clock,
  rung: row.rung.rung,
  anchor: row.anchor,
  dueAt: isoOf(row.due),
  sendAt: isoOf(row.send),
  person: row.person,
  to: row.rung.to ?? null,
  letter: row.rung.letter ?? null,
  outcome: row.outcome === 'on-hold' ? 'pending' : row.outcome,
});
