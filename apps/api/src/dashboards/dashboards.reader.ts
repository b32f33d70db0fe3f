import {
  BadInput,
  isInScope,
  type PasscodeChannel,
  type PasscodeEvent,
  type Scope,
} from '@app/domain';
import {
  type ComingDay,
  type Covered,
  type CoveredMonth,
  type Coverage,
  type DashboardFilter,
  Dashboards,
  type Expiries,
  type Funnel,
  type FunnelStep,
  isNarrow,
  type PasscodeMonth,
  type PlaceCovered,
  type PlaceExpiring,
  readOfficerChoices,
  type ReplyMonth,
  type StageTime,
  type ToldCount,
} from '@app/measures';
import type { Holder } from '@app/officers';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { seesCases, seesEveryCase } from '../security/sees-cases';
import { type Told, told } from './told';

/** Who reads: what they may not see is not told. */
export interface DashboardReader {
  officer: Holder;
  scope: Scope;
}

/** What a dashboard can be narrowed to. */
export interface DashboardChoices {
  authorities: readonly string[];
  icbs: readonly string[];
  /** Null for readers who may not look at single officers. */
  officers: readonly { id: string; name: string }[] | null;
}

const covered = ['locations', 'live', 'found', 'met', 'approaching'] as const;
type ToldCovered = Told<Covered, keyof Covered>;

export type ToldFunnel = Omit<Funnel, 'steps' | 'opened' | 'aftercare'> & {
  opened: ToldCount;
  aftercare: ToldCount;
  steps: Told<FunnelStep, 'reached' | 'now'>[];
};

export type ToldStageTime = Omit<StageTime, 'stays' | 'median' | 'ninetieth'> & {
  stays: ToldCount;
  /** Null when they stand on so few stays that those are not told. */
  median: number | null;
  ninetieth: number | null;
};

export interface ToldPasscodeMonth extends Pick<PasscodeMonth, 'month' | 'isKept'> {
  counts: Record<PasscodeEvent, Record<PasscodeChannel, ToldCount>>;
}

export type ToldReplyMonth = Told<ReplyMonth, 'within' | 'late'>;

export type ToldCoverage = Omit<Coverage, 'total' | 'authorities' | 'months'> & {
  total: ToldCovered;
  authorities: Told<PlaceCovered, keyof Covered>[];
  months: (Omit<CoveredMonth, 'covered'> & { covered: ToldCovered | null })[];
};

export type ToldExpiries = Omit<Expiries, 'authorities' | 'levels' | 'locations'> & {
  locations: ToldCount;
  authorities: Told<PlaceExpiring, 'locations' | 'met' | 'approaching'>[];
  levels: Told<Expiries['levels'][number], 'sites'>[];
};

export type ToldDay = Told<ComingDay, 'reminders' | 'tasks'>;

/**
 * The dashboards as somebody may see them, for pages and programs alike: of the whole area everything,
 * of places no counts from 1 to 4 to those who do not see every case.
 */
@Injectable()
export class DashboardsReader {
  constructor(
    private readonly dashboards: Dashboards,
    private readonly db: Database,
  ) {}

  today(): string {
    return this.dashboards.today().toString();
  }

  /** Today, and the month in which the first case was opened. */
  async present(): Promise<{ today: string; first: string | null }> {
    return { today: this.today(), first: await this.dashboards.firstMonth() };
  }

  /** @returns how many cases have had facts that are not counted yet */
  countBehind(): Promise<number> {
    return this.dashboards.countBehind();
  }

  practice(): Promise<boolean> {
    return this.dashboards.practice();
  }

  /** What the dashboards can be narrowed to; officers only for who sees their cases. */
  async choices({ officer, scope }: DashboardReader): Promise<DashboardChoices> {
    const [places, officers] = await Promise.all([
      this.dashboards.places(),
      seesCases(officer) ? readOfficerChoices(this.db, scope) : null,
    ]);
    return { ...places, officers };
  }

  async funnel(filter: DashboardFilter, reader: DashboardReader): Promise<ToldFunnel> {
    const { opened, aftercare, steps } = await this.dashboards.funnel(allowed(filter, reader));
    const hides = hidesOf(filter, reader);
    const [head] = told([{ opened, aftercare }], ['opened', 'aftercare'], hides);
    return {
      opened: head?.opened ?? 0,
      aftercare: head?.aftercare ?? 0,
      steps: told(steps, ['reached', 'now'], hides),
    };
  }

  async stageTimes(filter: DashboardFilter, reader: DashboardReader): Promise<ToldStageTime[]> {
    const times = await this.dashboards.stageTimes(allowed(filter, reader));
    return told(times, ['stays'], hidesOf(filter, reader)).map((row) => {
      const isTold = typeof row.stays === 'number';
      return {
        ...row,
        median: isTold ? row.median : null,
        ninetieth: isTold ? row.ninetieth : null,
      };
    });
  }

  async passcodes(filter: DashboardFilter, reader: DashboardReader): Promise<ToldPasscodeMonth[]> {
    const months = await this.dashboards.passcodes(allowed(filter, reader));
    const hides = hidesOf(filter, reader);
    const flat = months.map(({ counts }) =>
      Object.fromEntries(
        Object.entries(counts).flatMap(([event, channels]) =>
          Object.entries(channels).map(([channel, count]) => [`${event} ${channel}`, count]),
        ),
      ),
    );
    const rows = told(flat, Object.keys(flat[0] ?? {}), hides);
    return months.map(({ month, isKept, counts }, n) => ({
      month,
      isKept,
      counts: Object.fromEntries(
        Object.entries(counts).map(([event, channels]) => [
          event,
          Object.fromEntries(
            Object.keys(channels).map((channel) => [
              channel,
              rows[n]?.[`${event} ${channel}`] ?? 0,
            ]),
          ),
        ]),
      ) as ToldPasscodeMonth['counts'],
    }));
  }

  async replies(filter: DashboardFilter, reader: DashboardReader): Promise<ToldReplyMonth[]> {
    const months = await this.dashboards.replies(allowed(filter, reader));
    return told(months, ['within', 'late'], hidesOf(filter, reader));
  }

  async coverage(filter: DashboardFilter, reader: DashboardReader): Promise<ToldCoverage> {
    const found = await this.dashboards.coverage(allowed(filter, reader));
    const hides = hidesOf(filter, reader);
    return {
      day: found.day,
      isDsptKnown: found.isDsptKnown,
      total: told([found.total], covered, hides)[0] as ToldCovered,
      authorities: told(found.authorities, covered, !seesAll(reader)),
      months: found.months.map(({ month, covered: of }) => ({
        month,
        covered: of && (told([of], covered, hides)[0] as ToldCovered),
      })),
    };
  }

  async expiries(filter: DashboardFilter, reader: DashboardReader): Promise<ToldExpiries> {
    const found = await this.dashboards.expiries(allowed(filter, reader));
    const hides = hidesOf(filter, reader);
    return {
      expiringOn: found.expiringOn,
      locations: told([found], ['locations'], hides)[0]?.locations ?? 0,
      authorities: told(found.authorities, ['locations', 'met', 'approaching'], !seesAll(reader)),
      levels: told(found.levels, ['sites'], hides),
    };
  }

  async coming(filter: DashboardFilter, reader: DashboardReader): Promise<ToldDay[]> {
    const days = await this.dashboards.coming(allowed(filter, reader));
    return told(days, ['reminders', 'tasks'], hidesOf(filter, reader));
  }
}

const seesAll = ({ officer, scope }: DashboardReader): boolean => seesEveryCase(officer, scope);

const hidesOf = (filter: DashboardFilter, reader: DashboardReader): boolean =>
  isNarrow(filter) && !seesAll(reader);

/**
 * Counts of one officer's work are for those who see that officer's cases; counts of where two ways
 * to narrow meet, for those who see every case: beside the counts of each alone they would tell what
 * is withheld.
 * @throws BadInput for anybody else
 */
function allowed(filter: DashboardFilter, { officer, scope }: DashboardReader): DashboardFilter {
  const { officerId, authority, icb, careHome } = filter;
  const ways = [authority, icb, careHome].filter((way) => way !== undefined).length;
  if (ways > 1 && !seesEveryCase(officer, scope))
    throw new BadInput(
      'too-narrow',
      'Choose one of local authority, ICB and kind of service: counts of two of them together could tell of a single home.',
      [
        {
          pointer: '/authority',
          code: 'too-narrow',
          message: 'choose one way to narrow the counts',
        },
      ],
    );
  if (officerId !== undefined && !(seesCases(officer) && isInScope(scope, officerId)))
    throw new BadInput(
      'officer-not-shown',
      'Leave out the officer: counts of one officer are shown to those who see that officer’s cases.',
      [{ pointer: '/officer', code: 'not-shown', message: 'leave it out' }],
    );
  return filter;
}
