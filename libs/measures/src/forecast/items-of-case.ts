import {
  type AddressLedger,
  type AheadMoment,
  type FiredAhead,
  lettersAhead,
  runAhead,
  type StoredCase,
} from '@app/cases';
import { type ClockSettings, isFiring, outcomeOf } from '@app/domain';
import { type LetterMaking, renderDraft, type WordingInForce } from '@app/letters';
import type { Temporal } from 'temporal-polyfill';
import type { ForecastItem, ForecastLetter } from './forecast';

/** The time to look ahead over, its end not included, and what to write the letters with. */
export interface Ahead {
  from: Temporal.Instant;
  until: Temporal.Instant;
  /** Null: the letters are not written. */
  writing: { making: LetterMaking; wording: WordingInForce } | null;
}

/**
 * What is to come for cases that share addresses, in the order in which it happens.
 * @param shown whether the items of a case are asked for
 */
export function itemsOfCases(
  cases: readonly StoredCase[],
  ledger: AddressLedger,
  settings: ClockSettings,
  { from, until, writing }: Ahead,
  shown: (stored: StoredCase) => boolean,
): ForecastItem[] {
  const items: ForecastItem[] = [];
  for (const moment of runAhead(cases, ledger, settings, from, until))
    items.push(...itemsOfMoment(moment, settings, writing, shown));
  return items;
}

function itemsOfMoment(
  moment: AheadMoment,
  settings: ClockSettings,
  writing: Ahead['writing'],
  shown: (stored: StoredCase) => boolean,
): ForecastItem[] {
  const ended = new Set(
    moment.fired.flatMap(({ stored, settled }) => settled.map((f) => `${stored.row.id} ${f.id}`)),
  );
  // What is written and withdrawn again in one stroke, since its clock was ended by a record.
  const isGone = ({ stored }: FiredAhead, id: string): boolean =>
    ended.has(`${stored.row.id} ${id}`);
  const { drafts, placed } = lettersAhead(
    moment,
    settings,
    writing?.making.publicUrl ?? '',
    isGone,
  );
  const letterOf = new Map(placed.map((p) => [p.decision, p.letterId]));
  const draftOf = new Map(drafts.all().map((draft) => [draft.id, draft]));
  const begun = new Set<string>();
  const words = (letterId: string): { rendered?: ForecastLetter } => {
    const draft = draftOf.get(letterId);
    if (!writing || !draft) return {};
    const { to, subject, text, html } = renderDraft(draft, writing.making, writing.wording);
    return { rendered: { to, subject, text, html } };
  };
  return moment.fired.flatMap((fired) => {
    const { stored, decisions } = fired;
    if (!shown(stored)) return [];
    return decisions.filter(isFiring).flatMap((firing): ForecastItem[] => {
      const outcome = outcomeOf(firing);
      if (outcome === null || outcome === 'superseded') return [];
      const withdrawable = firing.do === 'letter' || firing.do === 'task';
      if (withdrawable && isGone(fired, firing.followUp.id)) return [];
      const letterId = firing.do === 'letter' ? letterOf.get(firing) : undefined;
      const opens = letterId !== undefined && !begun.has(letterId);
      if (letterId !== undefined) begun.add(letterId);
      return [
        {
          ...itemOf(fired, firing, moment.at),
          outcome,
          opensLetter: opens,
          ...(opens ? words(letterId) : {}),
        },
      ];
    });
  });
}

function itemOf(
  { stored: { row, context } }: FiredAhead,
  { rung, followUp }: Extract<FiredAhead['decisions'][number], { rung: unknown }>,
  at: Temporal.Instant,
): Omit<ForecastItem, 'outcome' | 'opensLetter'> {
  return {
    caseId: row.id,
    locationId: row.locationId,
    home: context.home.name,
    town: context.home.town,
    practice: row.practice,
    clock: rung.clock,
    rung: rung.rung,
    at: at.toString(),
    dueAt: followUp.dueAt.toString(),
    act: rung.act,
    to: rung.to,
    person: rung.person && (context.people.get(rung.person) ?? rung.person),
    letter: rung.letter,
  };
}
