import { factTypes, isInScope, NotFound, Refused } from '@app/domain';
import type { DueMoment } from '@app/follow-ups';
import { withdrawByHand } from '@app/letters';
import { Clock, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { RecordFactService } from '../record-fact.service';
import type { OnBehalfOf } from './act-on-case';
import type { BulkRow } from './bulk-rows';

/** Why a letter was withdrawn, in words for the officer. */
const takenBack = 'what had been done to several cases at once was taken back';

/** Kept with the fact that hands a case back. */
const handedBackWhy = 'Handed over by mistake, with several others at once.';

/** Shown as the reason of a case that was opened by mistake. */
const openedByMistake = 'Opened by mistake';

/** Kept with the fact that reopens a case. */
const closedByMistake = 'Closed by mistake, with several others at once.';

/** A closing ends clocks for good, and what waits begins to wait anew. */
const onlyReopened =
  'It is open again and waits from now on; dates that the closing had ended do not start again by themselves, so record what is true now.';

/** What taking back has come to. */
interface Undone {
  wanted: DueMoment[];
  /** What is not as it was; null when everything is. */
  but: string | null;
}

/** Takes back what a bulk action did to one case, by facts: nothing is deleted. */
@Injectable()
export class UndoOnCase {
  constructor(
    private readonly clock: Clock,
    private readonly recording: RecordFactService,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * @param kind of the action, as `kindOf` names it
   * @returns when the follow-ups go out that came back, and what did not come back, in words
   * @throws NotFound it is another team's by now
   * @throws Refused it cannot be taken back: it has changed since, its letter has gone, or what was
   *   recorded cannot be retracted
   */
  async undo(tx: Sql, row: BulkRow, kind: string, by: OnBehalfOf): Promise<Undone> {
    await this.settings.policies.during(tx);
    const found = row.caseId === null ? null : await lockCase(tx, row.caseId);
    if (found === null || !isInScope(by.scope, found.officerId))
      throw new NotFound('no-such-case', 'The case is not yours to change any more.');
    if (found.version !== row.versionAfter)
      throw new Refused(
        'changed-since',
        'Something has been recorded since, so it stays as it is; take it back on the page of the case.',
      );
    await this.takeBackLetters(tx, row, found.id);
    const facts = this.counterFacts(row, kind);
    const { wanted } = await this.recording.recordWithin(tx, found.id, facts, by.actor);
    return { wanted, but: kind === 'record closed' ? onlyReopened : null };
  }

  private async takeBackLetters(tx: Sql, { letters }: BulkRow, caseId: string): Promise<void> {
    const { making } = this.settings.confidential;
    for (const letterId of letters) {
      const which = { letterId, caseId };
      const isBack = await withdrawByHand(tx, making, which, takenBack, this.clock.now());
      if (!isBack)
        throw new Refused(
          'letter-gone',
          'The letter has been sent and cannot be taken back, so what was recorded with it stands.',
        );
    }
  }

  /** The newest first, as each may rest on those before it. */
  private counterFacts(row: BulkRow, kind: string): Record<string, string>[] {
    const at = this.clock.now().toString();
    if (kind === 'open-cases') return [{ type: 'closed', at, reason: openedByMistake }];
    // Nothing but reopening may be recorded on a closed case, not even that the closing was wrong.
    if (kind === 'record closed') return [{ type: 'reopened', at, override: closedByMistake }];
    const [from] = row.outcome?.officer ?? [];
    // Retracted, a handing over would leave the case with whom it was handed to.
    if (kind === 'record handed-over' && from)
      return [{ type: 'handed-over', at, officer: from, override: handedBackWhy }];
    return [...row.facts].reverse().map((fact) => ({ type: 'retracted', at, fact }));
  }
}

/** What undoing an action does, for whoever is about to: one sentence. */
export function whatUndoDoes(kind: string): string {
  const [what = '', name = ''] = kind.split(' ');
  if (what === 'open-cases') return `Closes the cases again, as “${openedByMistake}”.`;
  if (name === 'closed')
    return 'Reopens the cases. Dates that the closing ended do not start again by themselves.';
  if (what === 'letter')
    return 'Takes back letters that have not left, and what was recorded with them. Letters that have been sent stay sent.';
  return name === 'handed-over'
    ? 'Hands each case back to the officer who had it.'
    : `Takes back “${Object.hasOwn(factTypes, name) ? factTypes[name as keyof typeof factTypes].label : name}” on each case; it stays on the timeline, struck through. Letters that have been sent meanwhile stay sent.`;
}
