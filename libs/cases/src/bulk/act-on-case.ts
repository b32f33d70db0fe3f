import {
  fold,
  isAlreadySo,
  isInScope,
  NotFound,
  readFact,
  type Scope,
  StaleVersion,
} from '@app/domain';
import type { DueMoment } from '@app/follow-ups';
import { factsOfCase } from '@app/history';
import { Clock, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type CaseRow, lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { OpenCaseService } from '../open-case.service';
import { RecordFactService } from '../record-fact.service';
import { SendLetterService } from '../send-letter/send-letter.service';
import { type BulkAction, factNow } from './bulk-action';
import { type CaseOutcome, glimpse, noCase, whatChanges } from './what-changes';

/**
 * Letters of a bulk action wait so long before they leave: letters to one manager about several
 * homes find each other, and whoever sees that it was a mistake can still take them back.
 */
const undoMinutes = 10;

/** For whom a row is worked on. */
export interface OnBehalfOf {
  /** As facts name who recorded them. */
  actor: string;
  officerId: string;
  /** Whose cases they see now; what is not among them is not there. */
  scope: Scope;
}

/** What became of one case. */
export interface Acted {
  caseId: string;
  /** It stood so already, and nothing was done. */
  already: boolean;
  version: number;
  versionAfter: number;
  outcome: CaseOutcome;
  /** Ids of what was recorded, in its order. */
  facts: string[];
  letters: string[];
  wanted: DueMoment[];
}

/** What is acted on: a case, or a site that has none yet. */
export interface Target {
  caseId: string | null;
  locationId: string;
}

/**
 * Does one action to one case, by the use case that a single case has: preview and carrying out both
 * run this, and a preview rolls it back.
 */
@Injectable()
export class ActOnCase {
  constructor(
    private readonly clock: Clock,
    private readonly recording: RecordFactService,
    private readonly opening: OpenCaseService,
    private readonly letters: SendLetterService,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * @param expectedVersion the case as it was looked at; null while nobody has
   * @throws NotFound, Refused, Conflict, StaleVersion as the use cases do
   */
  async act(
    tx: Sql,
    target: Target,
    action: BulkAction,
    by: OnBehalfOf,
    expectedVersion: number | null,
  ): Promise<Acted> {
    await this.settings.policies.during(tx);
    if (action.do === 'open-cases') return this.open(tx, target.locationId, action.officerId, by);
    const row = await this.caseOf(tx, target, by.scope);
    if (expectedVersion !== null && row.version !== expectedVersion) throw changedSince();
    const before = await glimpse(tx, row);
    const done =
      action.do === 'record'
        ? await this.record(tx, row, action, by.actor)
        : await this.write(tx, row, action, by.actor);
    if (!done)
      return {
        ...nothing,
        caseId: row.id,
        already: true,
        version: row.version,
        versionAfter: row.version,
      };
    const facts = await factsBetween(tx, row.id, row.version, done.case.version);
    return {
      caseId: row.id,
      already: false,
      version: row.version,
      versionAfter: done.case.version,
      outcome: whatChanges(before, await glimpse(tx, done.case)),
      facts,
      letters: done.letters,
      wanted: done.wanted,
    };
  }

  /** @throws NotFound it is not there, or another team's */
  private async caseOf(tx: Sql, { caseId }: Target, scope: Scope): Promise<CaseRow> {
    const row = caseId === null ? null : await lockCase(tx, caseId);
    if (row === null) throw new NotFound('no-case-yet', 'This site has no case; open one first.');
    if (isInScope(scope, row.officerId)) return row;
    throw new NotFound('no-such-case', 'There is no such case.');
  }

  private async record(
    tx: Sql,
    row: CaseRow,
    { fact: given }: Extract<BulkAction, { do: 'record' }>,
    actor: string,
  ): Promise<Done | null> {
    const input = factNow(given, this.clock.now());
    const facts = await factsOfCase(tx, this.settings.confidential.sealer, row.id);
    const asked = { state: fold(facts), facts, officerId: row.officerId };
    if (isAlreadySo(asked, readFact(input, ''))) return null;
    const { recorded, wanted } = await this.recording.recordWithin(tx, row.id, [input], actor);
    return { case: recorded.at(-1)?.case ?? row, letters: [], wanted };
  }

  private async write(
    tx: Sql,
    row: CaseRow,
    { wish }: Extract<BulkAction, { do: 'letter' }>,
    actor: string,
  ): Promise<Done> {
    const notBefore = this.clock.now().add({ minutes: undoMinutes });
    const { planned, wanted } = await this.letters.sendWithin(tx, row.id, wish, actor, {
      notBefore,
    });
    return { case: planned.case, letters: [planned.letterId], wanted };
  }

  private async open(
    tx: Sql,
    locationId: string,
    officerId: string,
    { actor, scope }: OnBehalfOf,
  ): Promise<Acted> {
    // It was so when it was previewed; since then either may have left, or gone to another team.
    if (!isInScope(scope, officerId))
      throw new NotFound('no-such-officer', 'No officer with that id can take the case.');
    const [open] = await tx.query<{ id: string; version: number; owner: string }>(
      `SELECT id, version, officer_id AS owner FROM application_case
        WHERE location_id = $1 AND open`,
      [locationId],
      'open-case-of-site',
    );
    if (open && !isInScope(scope, open.owner))
      throw new NotFound('no-such-site', 'There is no such site.');
    if (open)
      return {
        ...nothing,
        caseId: open.id,
        already: true,
        version: open.version,
        versionAfter: open.version,
      };
    const row = await this.opening.openWithin(tx, { locationId, officerId }, actor);
    return {
      caseId: row.id,
      already: false,
      version: 0,
      versionAfter: row.version,
      outcome: whatChanges(noCase, await glimpse(tx, row)),
      facts: await factsBetween(tx, row.id, 0, row.version),
      letters: [],
      wanted: [],
    };
  }
}

interface Done {
  case: CaseRow;
  letters: string[];
  wanted: DueMoment[];
}

const nothing = {
  outcome: { begins: [], ends: [], moves: [], callsWithdrawn: 0 },
  facts: [],
  letters: [],
  wanted: [],
} as const satisfies Partial<Acted>;

/** Ids of the facts that brought a case from one version to another. */
async function factsBetween(tx: Sql, caseId: string, from: number, to: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'SELECT id FROM fact WHERE case_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq',
    [caseId, from, to],
    'facts-between',
  );
  return rows.map(({ id }) => id);
}

const changedSince = (): StaleVersion =>
  new StaleVersion(
    'stale-version',
    'The case changed after you had looked at what would happen, so it was left alone.',
  );
