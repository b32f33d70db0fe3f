import { londonDay, nextDsptEnd } from '@app/domain';
import { DsptAreas } from '@app/dspt';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { countedMonth } from '../monthly/counted-month';
import { type ComingDay, readComing } from './coming';
import {
  countExpiring,
  countLevels,
  type Covered,
  type CoveredMonth,
  type PlaceCovered,
  type PlaceExpiring,
  readCoverage,
  readCoveredMonths,
  totalOf,
} from './coverage';
import type { DashboardFilter, PlaceFilter } from './dashboard-filter';
import { type Funnel, readFunnel } from './funnel';
import {
  type PasscodeMonth,
  readPasscodeMonths,
  readReplyMonths,
  type ReplyMonth,
} from './monthly-counts';
import { countBehind } from './keep-histories';
import { readStageTimes, type StageTime } from './stage-times';
import { chooseStandings, type ChosenStandings, groupsOf } from './standing-groups';

export interface Coverage {
  /** The day it stands so, Europe/London. */
  day: string;
  /** False while no DSPT list tells of any of the locations: their share would be a guess. */
  isDsptKnown: boolean;
  total: Covered;
  authorities: PlaceCovered[];
  months: CoveredMonth[];
}

export interface Expiries {
  /** The 30 June meant: today when it is one. */
  expiringOn: string;
  locations: number;
  authorities: PlaceExpiring[];
  levels: ReturnType<typeof countLevels>;
}

/** How far ahead is looked. */
const comingDays = 30;

/**
 * The counts behind the dashboards: pages and programs ask the same. They are of the whole area; who
 * may not see every case is not told small ones, which is for the caller to see to.
 */
@Injectable()
export class Dashboards {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly areas: DsptAreas,
  ) {}

  today(): Temporal.PlainDate {
    return londonDay(this.clock.now());
  }

  /**
   * How many cases have had facts that the counts of what cases went through do not hold yet: the
   * worker counts them in seconds.
   */
  countBehind(): Promise<number> {
    return countBehind(this.db);
  }

  funnel(filter: DashboardFilter): Promise<Funnel> {
    return readFunnel(this.db, filter);
  }

  stageTimes(filter: DashboardFilter): Promise<StageTime[]> {
    return readStageTimes(this.db, filter);
  }

  passcodes(filter: DashboardFilter): Promise<PasscodeMonth[]> {
    return readPasscodeMonths(this.db, filter);
  }

  replies(filter: DashboardFilter): Promise<ReplyMonth[]> {
    return readReplyMonths(this.db, filter);
  }

  async coverage(filter: DashboardFilter): Promise<Coverage> {
    const day = this.today().toString();
    const standings = await this.standings(day, filter);
    const month = countedMonth(day, this.clock.now());
    const authorities = await readCoverage(this.db, standings, month);
    const total = totalOf(authorities);
    const present = { month: day.slice(0, 7), covered: total };
    const months = await readCoveredMonths(this.db, filter, present);
    const isDsptKnown = standings.groups.some(({ level }) => level !== 'not-listed');
    return { day, isDsptKnown, total, authorities, months };
  }

  async expiries(filter: PlaceFilter): Promise<Expiries> {
    const day = this.today().toString();
    const { groups } = await this.standings(day, filter);
    const expiringOn = nextDsptEnd(day);
    return {
      expiringOn,
      locations: groups.reduce((sum, { locations }) => sum + locations, 0),
      authorities: countExpiring(groups, expiringOn),
      levels: countLevels(groups),
    };
  }

  coming(filter: PlaceFilter): Promise<ComingDay[]> {
    return readComing(this.db, this.today(), comingDays, filter);
  }

  /** What the dashboards can be narrowed to, as CQC writes the names. */
  async places(): Promise<{ authorities: string[]; icbs: string[] }> {
    const groups = groupsOf(await this.areas.standingsOn(this.today().toString()));
    const names = (of: (group: (typeof groups)[number]) => string | null): string[] =>
      [...new Set(groups.flatMap((group) => of(group) ?? []))].sort();
    return {
      authorities: names((group) => group.localAuthority),
      icbs: names((group) => group.icb),
    };
  }

  private async standings(day: string, filter: PlaceFilter): Promise<ChosenStandings> {
    return chooseStandings(this.db, await this.areas.standingsOn(day), filter);
  }

  /** The month in which the first case was opened, `YYYY-MM`; null before that. */
  async firstMonth(): Promise<string | null> {
    const [row] = await this.db.query<{ month: string | null }>(
      `SELECT to_char(least((SELECT min(opened_on) FROM application_case WHERE open),
                            (SELECT min(opened_on) FROM application_case WHERE NOT open)),
                      'YYYY-MM') AS month`,
      [],
      'first-month',
    );
    return row?.month ?? null;
  }

  /** Whether invented homes are among what is counted. */
  async practice(): Promise<boolean> {
    const rows = await this.db.query(
      'SELECT FROM application_case WHERE practice LIMIT 1',
      [],
      'any-practice-case',
    );
    return rows.length > 0;
  }
}
