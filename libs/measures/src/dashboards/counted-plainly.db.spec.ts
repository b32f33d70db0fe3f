import {
  isApproachingOrBetter,
  isExpiringBy,
  isMetOrBetter,
  londonDay,
  measuredLevels,
  passcodeChannels,
  passcodeEvents,
} from '@app/domain';
import type { DsptAreas, ShortStanding } from '@app/dspt';
import { Temporal } from 'temporal-polyfill';
import {
  buildCountedCaseload,
  type CountedCaseload,
  type CountedHome,
  type CountedRow,
} from '../../../../test/builders/counted-caseload';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import type { DashboardFilter, PlaceFilter } from './dashboard-filter';
import { Dashboards } from './dashboards.service';

/** Each statement has its own quick way of counting; here every row is looked at, one by one. */
describe('what dashboards count fast, counted plainly', () => {
  let engine: Engine;
  let dashboards: Dashboards;
  let caseload: CountedCaseload;

  beforeAll(async () => {
    engine = await testEngine('2026-04-01T09:00:00Z');
    caseload = await buildCountedCaseload(engine);
    const areas = { standingsOn: () => Promise.resolve(caseload.standings) };
    dashboards = new Dashboards(engine.db, engine.clock, areas as unknown as DsptAreas);
  }, 60_000);
  afterAll(() => engine.close());

  const filters: [string, () => PlaceFilter][] = [
    ['of everything', () => ({})],
    ['of one authority', () => ({ authority: 'Boston' })],
    ['where the register gives no authority', () => ({ authority: 'none' })],
    ['of care homes of an ICB', () => ({ careHome: true, icb: 'NHS Lincolnshire ICB' })],
    ['of an officer', () => ({ officerId: caseload.officers[0] })],
    [
      'of an officer in one authority',
      () => ({ officerId: caseload.officers[1], authority: 'Lincolnshire' }),
    ],
  ];

  const isMeant = (
    { localAuthority, icb, careHome }: ShortStanding,
    filter: PlaceFilter,
  ): boolean =>
    (filter.authority === undefined ||
      (filter.authority === 'none' ? null : filter.authority) === localAuthority) &&
    (filter.icb === undefined || filter.icb === icb) &&
    (filter.careHome === undefined || filter.careHome === careHome);

  const homesOf = (filter: PlaceFilter): CountedHome[] =>
    caseload.homes.filter(
      ({ standing, officerId }) =>
        isMeant(standing, filter) && (filter.officerId ?? officerId) === officerId,
    );

  const of = (table: keyof CountedCaseload['rows'], filter: PlaceFilter): CountedRow[] => {
    const ids = new Set(homesOf(filter).map(({ caseId }) => caseId));
    return caseload.rows[table].filter(({ case_id }) => ids.has(case_id));
  };

  const standingsOf = (filter: PlaceFilter): ShortStanding[] => {
    const ids = new Set(homesOf(filter).map(({ standing }) => standing.locationId));
    return caseload.standings.filter(
      (one) => isMeant(one, filter) && (filter.officerId === undefined || ids.has(one.locationId)),
    );
  };

  const dayOf = (instant: unknown): string =>
    londonDay(Temporal.Instant.from(instant as string)).toString();
  const within = (filter: DashboardFilter, month: string): boolean =>
    month >= filter.from && month <= filter.to;

  describe.each(filters)('%s', (_, place) => {
    it('how long stages took', async () => {
      const filter = { ...place(), from: '2026-03', to: '2026-04' };
      const plain = ['prospect', 'proving', 'ready'].flatMap((stage) => {
        const lasted = of('stage', filter)
          .filter((row) => row.stage === stage && row.left_at !== null)
          .filter((row) => within(filter, dayOf(row.left_at).slice(0, 7)))
          .map((row) => Number(row.days))
          .sort((a, b) => a - b);
        const at = (share: number) => lasted[Math.ceil(lasted.length * share) - 1];
        return lasted.length === 0
          ? []
          : [{ stage, stays: lasted.length, median: at(0.5), ninetieth: at(0.9) }];
      });
      expect(await dashboards.stageTimes(filter)).toEqual(plain);
    });

    it('passcodes', async () => {
      const filter = { ...place(), from: '2026-03', to: '2026-10' };
      const counted = await dashboards.passcodes(filter);
      for (const { month, counts } of counted)
        for (const event of passcodeEvents)
          for (const channel of passcodeChannels) {
            const plain = of('passcode', filter).filter(
              (row) => row.channel === channel && `${row[`${event}_on`]}`.startsWith(month),
            );
            expect([month, event, channel, counts[event][channel]]).toEqual([
              month,
              event,
              channel,
              plain.length,
            ]);
          }
      expect(counted).toHaveLength(8);
    });

    it('replies', async () => {
      const filter = { ...place(), from: '2026-03', to: '2026-11' };
      const plain = (month: string, isWithin: boolean): number =>
        of('submission', filter).filter(
          (row) =>
            row.settled_at !== null &&
            row.within === isWithin &&
            dayOf(row.settled_at).startsWith(month),
        ).length;
      const counted = await dashboards.replies(filter);
      expect(counted.map(({ within: inTime, late }) => [inTime, late])).toEqual(
        counted.map(({ month }) => [plain(month, true), plain(month, false)]),
      );
    });

    it('what is planned', async () => {
      const today = dashboards.today().toString();
      const plain = (day: string, act: string): number =>
        of('waiting', place()).filter((row) => {
          const planned = dayOf(row.ring_at);
          const shown = planned < today ? today : planned;
          return row.status === 'waiting' && row.act === act && shown === day;
        }).length;
      const counted = await dashboards.coming(place());
      expect(counted).toEqual(
        counted.map(({ day }) => ({
          day,
          reminders: plain(day, 'letter'),
          tasks: plain(day, 'task'),
        })),
      );
      expect(counted.map(({ day }) => day)).toContain('2026-04-30');
    });

    it('who is covered, and whose DSPT ends', async () => {
      const sites = standingsOf(place());
      const live = new Set(
        caseload.homes.filter((h) => h.isLive).map((h) => h.standing.locationId),
      );
      const { total, authorities } = await dashboards.coverage({
        ...place(),
        from: '2026-04',
        to: '2026-04',
      });
      const plain = (of: readonly ShortStanding[]) => ({
        locations: of.length,
        live: of.filter(({ locationId }) => live.has(locationId)).length,
        found: 0,
        met: of.filter(isMetOrBetter).length,
        approaching: of.filter(isApproachingOrBetter).length,
      });
      const at = (name: string | null) => sites.filter((s) => s.localAuthority === name);
      expect(total).toEqual(plain(sites));
      for (const { localAuthority, ...counts } of authorities)
        expect([localAuthority, counts]).toEqual([localAuthority, plain(at(localAuthority))]);

      const expiries = await dashboards.expiries(place());
      const ending = sites.filter((site) => isExpiringBy(site, '2026-06-30'));
      expect(expiries.expiringOn).toBe('2026-06-30');
      expect(expiries.locations).toBe(sites.length);
      expect(expiries.levels).toEqual(
        measuredLevels
          .map((level) => ({ level, sites: sites.filter((s) => s.level === level).length }))
          .filter((row) => row.sites > 0),
      );
      expect(
        expiries.authorities.reduce((sum, { met, approaching }) => sum + met + approaching, 0),
      ).toBe(ending.length);
      for (const { localAuthority, locations, approaching } of expiries.authorities)
        expect([localAuthority, locations, approaching]).toEqual([
          localAuthority,
          at(localAuthority).length,
          ending.filter((s) => s.localAuthority === localAuthority && s.level === 'approaching')
            .length,
        ]);
    });
  });
});
