import {
  CaseRun,
  type ClockSettings,
  type Decision,
  type FiredMoment,
  fold,
  type LetterCeiling,
  type RecordedFact,
} from '@app/domain';
import { followUpsOfCases, type StoredFollowUp } from '@app/follow-ups';
import { factsOfCases } from '@app/history';
import { answerUrl, Drafts } from '@app/letters';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { type Addressee, addresseeOf, type AddressLedger, standingsOf } from './addressees';
import { type ByHand, byHandOfCases, nothingByHand } from './by-hand';
import { type CaseRow, getCases } from './case.repository';
import { placeLetter } from './carry-out';
import { firingAt } from './firing-settings';
import { type Confidential, type LetterContext, letterContexts } from './letter-context';

/** A case with all that firing its follow-ups needs to know. */
export interface StoredCase {
  row: CaseRow;
  facts: readonly RecordedFact[];
  followUps: readonly StoredFollowUp[];
  context: LetterContext;
  /** Whom its letters may go to, by recipient. */
  addressees: ReadonlyMap<string, Addressee>;
  /** What was sent by hand of late. */
  byHand: ByHand;
}

/** Reads these cases as firing would. @param day today, Europe/London */
export async function readStoredCases(
  sql: Sql,
  confidential: Pick<Confidential, 'sealer' | 'contacts'>,
  caseIds: readonly string[],
  day: string,
): Promise<StoredCase[]> {
  const { sealer } = confidential;
  const rows = await getCases(sql, caseIds);
  const facts = await factsOfCases(sql, sealer, caseIds);
  const followUps = await followUpsOfCases(sql, caseIds);
  const contexts = await letterContexts(sql, confidential, caseIds);
  const byHandOf = await byHandOfCases(sql, caseIds, day);
  return rows.flatMap((row): StoredCase[] => {
    const context = contexts.get(row.id);
    if (!context) return [];
    const ofCase = { facts: facts.get(row.id) ?? [], followUps: followUps.get(row.id) ?? [] };
    const state = fold(ofCase.facts);
    const recipients = ['provider', ...state.people.map(({ person }) => `person:${person}`)];
    const addressees = new Map(
      recipients.map((r) => [r, addresseeOf(r, state, context, sealer)] as const),
    );
    const byHand = byHandOf.get(row.id) ?? nothingByHand;
    return [{ row, ...ofCase, context, addressees, byHand }];
  });
}

/** What would fire of one case. */
export interface FiredAhead extends FiredMoment {
  stored: StoredCase;
}

/** What would fire at one moment. */
export interface AheadMoment {
  at: Temporal.Instant;
  /** Those of which something fires. */
  fired: FiredAhead[];
}

/** In place of what the links of letters end in, which is made when a letter is written. */
export const placeholderToken = 'the-link-is-made-when-the-letter-is-written';

/**
 * Runs cases that share addresses forward together while nobody records anything: moment by moment
 * what would fire, as the worker would fire it.
 * @param ledger of all their addresses
 * @param from now
 * @param until the end, not itself included
 */
export function* runAhead(
  cases: readonly StoredCase[],
  ledger: AddressLedger,
  settings: ClockSettings,
  from: Temporal.Instant,
  until: Temporal.Instant,
): Generator<AheadMoment> {
  const ceiling = new SharedCeiling(ledger);
  const runs = cases.map((stored) => ({
    stored,
    run: new CaseRun(
      {
        facts: stored.facts,
        followUps: [...stored.followUps].sort(byStoring),
        ceiling: ceiling.of(stored),
        addresses: standingsOf(stored.addressees, ledger),
        sentByHand: stored.byHand,
      },
      settings,
    ),
  }));
  let now = from;
  for (;;) {
    const bells = runs.map(({ run }) => run.nextBell(now));
    const next = bells.reduce(
      (a, b) => (a && b ? (Temporal.Instant.compare(a, b) <= 0 ? a : b) : (a ?? b)),
      undefined,
    );
    if (!next || Temporal.Instant.compare(next, until) >= 0) return;
    now = next;
    const due = runs.filter((_, n) => bells[n]?.equals(next));
    const fired = due.map(({ stored, run }) => ({ stored, ...run.fire(next) }));
    ceiling.settle();
    yield { at: now, fired };
  }
}

type LetterDecision = Extract<Decision, { do: 'letter' }>;

/** The letter a decision has come to; its words are known when all of the moment have joined it. */
export interface LetterAhead {
  decision: LetterDecision;
  letterId: string;
}

/** The letters of one moment, with which decisions are in which. */
export function lettersAhead(
  { at, fired }: AheadMoment,
  settings: ClockSettings,
  publicUrl: string,
  isGone: (fired: FiredAhead, followUpId: string) => boolean,
): { drafts: Drafts; placed: LetterAhead[] } {
  const drafts = new Drafts(new Map(), at);
  const firing = firingAt(at, settings);
  const placed = fired.flatMap((one) => {
    const { stored, state, decisions } = one;
    return decisions.flatMap((decision): LetterAhead[] => {
      if (decision.do !== 'letter' || isGone(one, decision.followUp.id)) return [];
      const { context, addressees } = stored;
      const token = (): string => placeholderToken;
      const ofCase = { state, context, addressees };
      const { letterId } = placeLetter(decision, ofCase, firing, drafts, token);
      return [{ decision, letterId }];
    });
  });
  for (const draft of drafts.all()) draft.stopUrl = answerUrl(publicUrl, placeholderToken);
  return { drafts, placed };
}

/** One routine letter an address a day, whichever of several cases it is about. */
class SharedCeiling {
  private readonly byDay = new Map<string, Set<string>>();
  private fresh: [day: string, key: string][] = [];

  constructor(private readonly ledger: AddressLedger) {}

  of({ addressees }: StoredCase): LetterCeiling {
    const keyOf = (recipient: string): string =>
      addressees.get(recipient)?.key.toString('hex') ?? '';
    return {
      on: (day) => ({
        has: (recipient) => this.isTaken(day, keyOf(recipient)),
        add: (recipient) => this.fresh.push([day, keyOf(recipient)]) as never,
      }),
    };
  }

  /** What went at one moment went together; from now on it counts. */
  settle(): void {
    for (const [day, key] of this.fresh)
      this.byDay.set(day, (this.byDay.get(day) ?? new Set()).add(key));
    this.fresh = [];
  }

  /** A letter that waits counts as gone on its day: nothing else is known to hold it up. */
  private isTaken(day: string, key: string): boolean {
    const of = this.ledger.letters.get(key);
    return (
      (this.byDay.get(day)?.has(key) ?? false) ||
      (of?.taken.has(day) ?? false) ||
      of?.open?.day === day
    );
  }
}

const byStoring = (a: StoredFollowUp, b: StoredFollowUp): number => Number(a.id) - Number(b.id);
