import { londonDay, type Scope } from '@app/domain';
import { DsptAreas, type LevelCount } from '@app/dspt';
import { type Overview, readOverview } from '@app/measures';
import type { Holder } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { seesEveryCase } from '../security/sees-cases';

/** The caseload and the DSPT of the area in counts. */
export interface AreaOverview extends Overview {
  dspt: {
    /** Sites the association helps. */
    sites: number;
    levels: readonly Pick<LevelCount, 'level' | 'sites'>[];
    /** The day the newest list speaks of, `YYYY-MM-DD`; null before the first. */
    listDay: string | null;
  };
}

/** Counts for everyone who signs in, for page and programs alike. */
@Injectable()
export class OverviewReader {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly areas: DsptAreas,
  ) {}

  /** Who does not see every case is not told small counts of a local authority either. */
  async read(officer: Holder, scope: Scope): Promise<AreaOverview> {
    const now = this.clock.now();
    const overview = await readOverview(this.db, now, !seesEveryCase(officer, scope));
    const { sites, levels, listDay } = await this.areas.levels(londonDay(now).toString());
    return {
      ...overview,
      dspt: { sites, levels: levels.map(({ level, sites: n }) => ({ level, sites: n })), listDay },
    };
  }
}
