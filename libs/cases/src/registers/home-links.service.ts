import { afterGoingLive, Conflict, everyCase, londonDay, type Scope } from '@app/domain';
import { BellSetter, type DueMoment, raiseTask, withdrawTasksAbout } from '@app/follow-ups';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { alreadyOpen } from '../already-open';
import { type CaseRow, lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { OpenCaseService } from '../open-case.service';
import { RecordFactService } from '../record-fact.service';
import { type Home, readHome } from './home';
import {
  countLinks,
  type HomeLink,
  type LinkSearch,
  type LinkState,
  readLink,
  readLinks,
} from './home-link';
import { type NeighbourCases, readNeighbourCases } from './neighbour-cases';
import { suggestLinks } from './suggest-links';

/** What a person says of a suggestion. */
export const linkDecisions = ['accept', 'dismiss', 'undo'] as const;
export type LinkDecision = (typeof linkDecisions)[number];

/** How the case for the newer record of a home is opened. */
export interface NextCase {
  officerId: string;
  /** Closes the open case of the older record as superseded. */
  closeEarlier: boolean;
}

const stateAfter: Readonly<Record<LinkDecision, LinkState>> = {
  accept: 'accepted',
  dismiss: 'dismissed',
  undo: 'suggested',
};

const done: Readonly<Record<LinkState, string>> = {
  suggested: 'Nobody has decided about these two records.',
  accepted: 'These two records have been joined already; undo that first.',
  dismissed: 'These two records have been told apart already; undo that first.',
};

/** Which records are of one home: suggested by the program, decided by people. */
@Injectable()
export class HomeLinks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bells: BellSetter,
    private readonly opening: OpenCaseService,
    private readonly recording: RecordFactService,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * @param scope cases of others are left out, here and in what follows
   * @throws NotFound
   */
  get(id: string, scope: Scope = everyCase): Promise<HomeLink> {
    return readLink(this.db, id, scope);
  }

  list(search: LinkSearch, scope: Scope = everyCase): Promise<HomeLink[]> {
    return readLinks(this.db, search, scope);
  }

  counts(): Promise<Record<LinkState, number>> {
    return countLinks(this.db);
  }

  /** A home through time, from any of its records. @throws NotFound */
  home(locationId: string, scope: Scope = everyCase): Promise<Home> {
    return readHome(this.db, locationId, scope);
  }

  /** Cases of the home under other registrations, before and after this one. */
  neighbours(
    row: Pick<CaseRow, 'id' | 'earlierCaseId'>,
    scope: Scope = everyCase,
  ): Promise<NeighbourCases> {
    return readNeighbourCases(this.db, this.settings.confidential.sealer, row, scope);
  }

  /**
   * Joins the two records, tells them apart for good, or takes the decision back. Nothing moves from
   * one case to another by it.
   * @throws NotFound
   * @throws Conflict when that has been decided already, or nothing has
   */
  async decide(id: string, decision: LinkDecision, actor: string): Promise<HomeLink> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      await this.settle(tx, id, decision, actor, now);
      const link = await readLink(tx, id);
      if (decision === 'accept') await this.afterJoining(tx, link, now);
      if (decision === 'undo') await separateCases(tx, link);
      else await withdrawTasksAbout(tx, id, ['register/two-records'], 'somebody decided', now);
      return link;
    });
  }

  private async settle(
    tx: Sql,
    id: string,
    decision: LinkDecision,
    actor: string,
    now: Temporal.Instant,
  ): Promise<void> {
    const isUndo = decision === 'undo';
    const settled = await tx.query(
      `UPDATE home_link SET state = $2, decided_by = $3, decided_at = $4
        WHERE id = $1 AND (state = 'suggested') <> $5 RETURNING 1`,
      [id, stateAfter[decision], isUndo ? null : actor, isUndo ? null : now.toString(), isUndo],
      'decide-home-link',
    );
    if (settled.length > 0) return;
    const { state } = await readLink(tx, id);
    throw new Conflict(state === 'suggested' ? 'link-undecided' : 'link-decided', done[state]);
  }

  /** What follows for cases, and records further back that matter now. */
  private async afterJoining(tx: Sql, link: HomeLink, now: Temporal.Instant): Promise<void> {
    const locationIds = [link.older.locationId, link.newer.locationId];
    await suggestLinks(tx, { locationIds }, now);
    const open = link.older.cases.find((one) => one.open);
    // Owners, ODS code and mailbox name may change with a new owner (domain rules, 33).
    if (!open || !afterGoingLive.has(open.stage) || link.kind === 'duplicate') return;
    const task = { kind: 'register/new-owner', addressee: 'officer', about: null } as const;
    await raiseTask(tx, { ...task, caseId: open.id, dueAt: now }, now);
  }

  /**
   * Opens the case of the newer record, linked to the newest of the older one. Approval, passcode and
   * DSPT stay with the old case: they were given to another registration.
   * @param scope cases of others are not gone on with, and never closed
   * @throws NotFound
   * @throws Refused the newer record is out of scope, or deregistered
   * @throws Conflict the two are not joined, the older had no case, or the newer has an open one
   */
  async openNext(
    id: string,
    { officerId, closeEarlier }: NextCase,
    actor: string,
    scope: Scope = everyCase,
  ): Promise<CaseRow> {
    const { row, wanted } = await this.db
      .transaction(async (tx) => {
        const link = await readLink(tx, id, scope);
        if (link.state !== 'accepted')
          throw new Conflict('not-joined', 'Say first that the two records are of one home.');
        const [earlier] = link.older.cases;
        if (!earlier)
          throw new Conflict(
            'no-earlier-case',
            'The older record never had a case; open one from the page of the newer site.',
          );
        const wanted = closeEarlier ? await this.supersede(tx, earlier.id, actor) : [];
        const next = { locationId: link.newer.locationId, officerId, earlierCaseId: earlier.id };
        const on = londonDay(this.clock.now()).toString();
        return { row: await this.opening.openWithin(tx, { ...next, on }, actor), wanted };
      })
      .catch(alreadyOpen);
    await this.bells.setFor(wanted);
    return row;
  }

  private async supersede(tx: Sql, caseId: string, actor: string): Promise<DueMoment[]> {
    const row = await lockCase(tx, caseId);
    if (!row.open) return [];
    const closed = { type: 'closed', at: this.clock.now().toString(), reason: 'superseded' };
    return (await this.recording.recordWithin(tx, caseId, [closed], actor)).wanted;
  }
}

/** Cases of records that are not of one home after all know nothing of each other. */
async function separateCases(tx: Sql, { older, newer }: HomeLink): Promise<void> {
  await tx.query(
    `UPDATE application_case c SET earlier_case_id = NULL
       FROM application_case e
      WHERE e.id = c.earlier_case_id AND c.location_id = $2 AND e.location_id = $1`,
    [older.locationId, newer.locationId],
    'separate-cases',
  );
}
