import { randomUUID } from 'node:crypto';
import { admit, type ClockSettings, londonDay, NotFound, readFact } from '@app/domain';
import { Clock, Database, orderedId, orderOfSite, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { alreadyOpen } from './already-open';
import { type CaseRow, insertCase, lockCase } from './case.repository';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';
import { formerWish } from './former-wish';
import { type Recorded, RecordFactService } from './record-fact.service';
import { NewsReader } from './registers/news-reader.service';
import { refuseSecondOfHome } from './registers/other-records';
import { readSiteForCase } from './registers/site-for-case';

export interface OpenCase {
  locationId: string;
  /** Who will look after it; the one who opens it unless said otherwise. */
  officerId: string;
  /** The day it was opened, `YYYY-MM-DD`; today unless said otherwise. */
  on?: string;
  /** Belongs to the practice caseload of invented homes. */
  practice?: boolean;
  /**
   * The case of the same home under another registration, which this one follows; whoever names it
   * has decided that the two may stand side by side.
   */
  earlierCaseId?: string;
}

/** Opens an application case for a site. */
@Injectable()
export class OpenCaseService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly facts: RecordFactService,
    private readonly reader: NewsReader,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * @throws NotFound no such site or officer
   * @throws Refused the site is out of scope, or deregistered
   * @throws Conflict the site has an open case already, or its home has one under another registration
   */
  async open(input: OpenCase, actor: string): Promise<CaseRow> {
    return this.db.transaction((tx) => this.openWithin(tx, input, actor)).catch(alreadyOpen);
  }

  /** The same as part of a larger transaction, whose owner catches what `alreadyOpen` explains. */
  async openWithin(tx: Sql, input: OpenCase, actor: string): Promise<CaseRow> {
    const now = this.clock.now();
    const on = input.on ?? londonDay(now).toString();
    const fact = readFact({ type: 'case-opened', on }, randomUUID());
    const clocks = await this.settings.policies.during(tx);
    admit([], fact, now, clocks.policy);
    const site = await readSiteForCase(tx, input.locationId);
    await refuseSecondOfHome(tx, input.locationId, input.earlierCaseId ?? null);
    await this.checkOfficer(tx, input.officerId);
    const id = orderedId(now, orderOfSite(input.locationId));
    await insertCase(tx, {
      id,
      locationId: input.locationId,
      officerId: input.officerId,
      openedOn: on,
      practice: input.practice ?? false,
      changedAt: now.toString(),
      earlierCaseId: input.earlierCaseId ?? null,
    });
    const row = await lockCase(tx, id);
    const opened = { fact, name: null };
    const first = await this.facts.append(tx, row, [], opened, actor, now, clocks);
    const kept = await this.keepFormerWish(tx, first, now, clocks);
    const known = await this.reader.knownOf(tx, kept, site, londonDay(now).toString());
    if (known.length === 0) return kept;
    const { recorded } = await this.facts.recordWithin(tx, id, known, 'import');
    return recorded.at(-1)?.case ?? kept;
  }

  /** A site that asked for no letters is not written to again because a new case is opened. */
  private async keepFormerWish(
    tx: Sql,
    { case: row, fact: opened }: Recorded,
    now: Temporal.Instant,
    clocks: ClockSettings,
  ): Promise<CaseRow> {
    const { sealer } = this.settings.confidential;
    const override = await formerWish(tx, sealer, row.locationId, row.id);
    if (override === null) return row;
    const wish = readFact({ type: 'opted-out', at: now.toString(), override }, randomUUID());
    const kept = { fact: wish, name: null };
    return (await this.facts.append(tx, row, [opened], kept, 'system', now, clocks)).case;
  }

  private async checkOfficer(tx: Sql, officerId: string): Promise<void> {
    const rows = await tx.query(
      "SELECT 1 FROM officer WHERE id = $1 AND disabled_at IS NULL AND role <> 'viewer'",
      [officerId],
    );
    if (rows.length === 0)
      throw new NotFound('no-such-officer', 'No officer with that id can take the case.');
  }
}
