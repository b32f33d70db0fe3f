import { randomUUID } from 'node:crypto';
import { admit, type ClockSettings, londonDay, NotFound, readFact, Refused } from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { alreadyOpen } from './already-open';
import { type CaseRow, insertCase, lockCase } from './case.repository';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';
import { formerWish } from './former-wish';
import { type Recorded, RecordFactService } from './record-fact.service';

export interface OpenCase {
  locationId: string;
  /** Who will look after it; the one who opens it unless said otherwise. */
  officerId: string;
  /** The day it was opened, `YYYY-MM-DD`; today unless said otherwise. */
  on?: string;
  /** Belongs to the practice caseload of invented homes. */
  practice?: boolean;
}

/** Opens an application case for a site. */
@Injectable()
export class OpenCaseService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly facts: RecordFactService,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * @throws NotFound no such site or officer
   * @throws Refused the site is out of scope
   * @throws Conflict the site has an open case already
   */
  async open(input: OpenCase, actor: string): Promise<CaseRow> {
    const now = this.clock.now();
    const id = randomUUID();
    const on = input.on ?? londonDay(now).toString();
    const fact = readFact({ type: 'case-opened', on }, randomUUID());
    try {
      return await this.db.transaction(async (tx) => {
        const clocks = await this.settings.policies.during(tx);
        admit([], fact, now, clocks.policy);
        await this.checkSite(tx, input.locationId);
        await this.checkOfficer(tx, input.officerId);
        await insertCase(tx, {
          id,
          locationId: input.locationId,
          officerId: input.officerId,
          openedOn: on,
          practice: input.practice ?? false,
          changedAt: now.toString(),
        });
        const row = await lockCase(tx, id);
        const opened = { fact, name: null };
        const first = await this.facts.append(tx, row, [], opened, actor, now, clocks);
        return this.keepFormerWish(tx, first, now, clocks);
      });
    } catch (error) {
      return alreadyOpen(error);
    }
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

  private async checkSite(tx: Sql, locationId: string): Promise<void> {
    const [site] = await tx.query<{ in_scope: boolean; scope_reason: string | null }>(
      'SELECT in_scope, scope_reason FROM site WHERE location_id = $1',
      [locationId],
    );
    if (!site)
      throw new NotFound(
        'no-such-site',
        `No site has the CQC location ID ${locationId}; import the register or check the ID.`,
      );
    if (!site.in_scope)
      throw new Refused(
        'site-out-of-scope',
        `This site is outside what the association helps with: ${site.scope_reason ?? 'see the register'}.`,
      );
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
