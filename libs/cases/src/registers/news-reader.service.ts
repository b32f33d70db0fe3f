import { fold, newsOfSite, type RegisterAsk, type SiteUpdate } from '@app/domain';
import type { RaisedTaskKind } from '@app/follow-ups';
import { factsOfCase } from '@app/history';
import type { Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { CaseRow } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { DsptNews } from './dspt-news.service';
import { casesTouchedBy, siteUpdate, type UntoldImport } from './site-updates';

const taskKinds: Readonly<Record<RegisterAsk, RaisedTaskKind>> = {
  'new-owner': 'register/new-owner',
  'ods-code': 'register/ods-code',
  manager: 'register/manager',
  leavers: 'register/leavers',
};

/** A fact that a register gives reason to record. */
export interface GivenFact {
  type: string;
  on: string;
}

/** What one case has to be told. */
export interface CaseNews {
  facts: readonly GivenFact[];
  tasks: readonly RaisedTaskKind[];
}

/** A case an import may have news for. */
export interface TouchedCase {
  id: string;
  /** A DSPT list is among what has changed for it. */
  dspt: boolean;
}

/** Finds out what an import means for the open cases. */
@Injectable()
export class NewsReader {
  constructor(
    private readonly dspt: DsptNews,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** In the order of their ids. */
  async touchedBy(sql: Sql, run: UntoldImport): Promise<TouchedCase[]> {
    const dspt = await this.dspt.casesTouchedBy(sql, run.id);
    const ids = new Set([...(await casesTouchedBy(sql, run.id)), ...dspt]);
    return [...ids].sort().map((id) => ({ id, dspt: dspt.has(id) }));
  }

  /** @param today the Europe/London day of telling, `YYYY-MM-DD` */
  async newsFor(
    tx: Sql,
    run: UntoldImport,
    row: CaseRow,
    touched: TouchedCase,
    today: string,
  ): Promise<CaseNews> {
    const { sealer } = this.settings.confidential;
    const state = fold(await factsOfCase(tx, sealer, row.id));
    const update = await siteUpdate(tx, row.locationId, run);
    const site = update && newsOfSite(update, state, row.stage, today);
    const published =
      touched.dspt || hasOtherCodes(update)
        ? await this.dspt.factFor(
            tx,
            row.locationId,
            state,
            today,
            touched.dspt ? run.asOf : undefined,
          )
        : null;
    return {
      facts: [published, site?.fact].filter((fact) => fact != null),
      tasks: (site?.asks ?? []).map((ask) => taskKinds[ask]),
    };
  }

  /**
   * What the registers say that a case just opened does not know yet.
   * @param today Europe/London day, `YYYY-MM-DD`
   */
  async knownOf(
    tx: Sql,
    row: CaseRow,
    site: { dormant: boolean },
    today: string,
  ): Promise<GivenFact[]> {
    const state = fold(await factsOfCase(tx, this.settings.confidential.sealer, row.id));
    const published = await this.dspt.factFor(tx, row.locationId, state, today);
    const asleep = site.dormant ? { type: 'site-dormant', on: today } : null;
    return [published, asleep].filter((fact) => fact !== null);
  }
}

/** The lists are joined by code: with another code, or headquarters, other rows count. */
const hasOtherCodes = (update: SiteUpdate | null): boolean =>
  update?.before != null &&
  (update.before.odsCode !== update.after.odsCode ||
    update.before.providerId !== update.after.providerId);
