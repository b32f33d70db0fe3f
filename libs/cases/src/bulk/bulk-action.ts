import { randomUUID } from 'node:crypto';
import {
  BadInput,
  type FactType,
  factTypes,
  isBulkFact,
  isFactType,
  londonDay,
  readFact,
  refuseSecrets,
} from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import { type HandKind, handKinds, type LetterWish, readWish } from '../send-letter/letter-wish';

/** One thing to be done to many cases. */
export type BulkAction =
  /** The same fact of each; one that happens at an instant and names none happens as it is recorded. */
  | { do: 'record'; fact: Readonly<Record<string, string>> & { type: FactType } }
  /** A letter by hand to the contact of each home. */
  | { do: 'letter'; wish: LetterWish }
  /** A case for each site, looked after by this officer. */
  | { do: 'open-cases'; officerId: string };

/** Letters about one person of a case cannot be the same for many. */
const aboutAPerson: ReadonlySet<HandKind> = new Set<HandKind>(['joiner', 'owner-change']);

/** Letters that may be written to the contacts of many homes. */
export const bulkLetterKinds: readonly HandKind[] = handKinds.filter(
  (kind) => !aboutAPerson.has(kind),
);

/** What was asked for, before it has been looked at. */
export type BulkActionInput =
  | { do: 'record'; fact: Readonly<Record<string, unknown>> }
  | { do: 'letter'; letter: Readonly<Record<string, unknown>> }
  | { do: 'open-cases'; officerId: string };

/**
 * Puts an action in order. A fact of a day without one happened today.
 * @throws BadInput naming each wrong field
 * @throws Refused it seems to hold a secret
 */
export function readBulkAction(input: BulkActionInput, now: Temporal.Instant): BulkAction {
  switch (input.do) {
    case 'record':
      return { do: 'record', fact: readBulkFact(input.fact, now) };
    case 'letter':
      return { do: 'letter', wish: readBulkLetter(input.letter) };
    case 'open-cases':
      return { do: 'open-cases', officerId: input.officerId };
  }
}

type BulkFact = Extract<BulkAction, { do: 'record' }>['fact'];

function readBulkFact(given: Readonly<Record<string, unknown>>, now: Temporal.Instant): BulkFact {
  const { type } = given;
  if (typeof type === 'string' && isFactType(type) && !isBulkFact(type))
    throw badAction(
      'not-for-many',
      '/fact/type',
      `“${factTypes[type].label}” says something else of every home; record it case by case.`,
    );
  const day =
    typeof type === 'string' && isFactType(type) && factTypes[type].moment === 'on'
      ? { on: londonDay(now).toString(), ...given }
      : given;
  const moment =
    typeof type === 'string' && isFactType(type) && factTypes[type].moment === 'at'
      ? { at: now.toString() }
      : {};
  const fact = readFact({ ...moment, ...day }, randomUUID());
  refuseSecrets(fact);
  return day as BulkFact;
}

function readBulkLetter(given: Readonly<Record<string, unknown>>): LetterWish {
  const kind = bulkLetterKinds.find((one) => one === given.kind);
  if (!kind)
    throw badAction(
      'unknown-letter',
      '/letter/kind',
      `That letter cannot be written to many homes; use one of: ${bulkLetterKinds.join(', ')}.`,
    );
  const text = (name: string): string | null =>
    typeof given[name] === 'string' ? given[name] : null;
  return readWish({
    kind,
    recipient: 'provider',
    about: text('about'),
    title: text('title'),
    text: text('text'),
    clock: text('clock'),
    person: null,
    askedFor: null,
  });
}

function badAction(code: string, pointer: string, message: string): BadInput {
  return new BadInput(code, message, [{ pointer, code, message }]);
}

/** What is done, without anybody's words: `record note-added`, `letter ask`, `open-cases`. */
export function kindOf(action: BulkAction): string {
  switch (action.do) {
    case 'record':
      return `record ${action.fact.type}`;
    case 'letter':
      return `letter ${action.wish.kind}`;
    case 'open-cases':
      return 'open-cases';
  }
}

/** The fact as it is recorded at this moment. */
export const factNow = (fact: BulkFact, now: Temporal.Instant): Readonly<Record<string, string>> =>
  factTypes[fact.type].moment === 'at' ? { at: now.toString(), ...fact } : fact;
