import { randomUUID } from 'node:crypto';
import { admit, londonDay, NotFound, readFact, Refused } from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { alreadyOpen } from './already-open';
import { type CaseRow, insertCase, lockCase } from './case.repository';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';
import { RecordFactService } from './record-fact.service';

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
        return (await this.facts.append(tx, row, [], { fact, name: null }, actor, now, clocks))
          .case;
      });
    } catch (error) {
      return alreadyOpen(error);
    }
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
