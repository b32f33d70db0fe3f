import type { DashboardFilter, ToldCount } from '@app/measures';
import type { ToldCoverage } from '../../dashboards/dashboards.reader';
import { presentComing } from './coming.presenter';
import { presentCoverage } from './coverage.presenter';
import { presentExpiries } from './expiries.presenter';
import { presentFunnel } from './funnel.presenter';
import { presentPasscodes, presentReplies } from './months.presenter';
import { presentStageTimes } from './stage-times.presenter';

const filter: DashboardFilter = { from: '2026-10', to: '2026-11' };
const noLink = () => null;

describe('what each dashboard finds', () => {
  const steps = [
    { stage: 'prospect' as const, reached: 40, now: 3 },
    { stage: 'submitted' as const, reached: 15, now: 9 },
    { stage: 'live' as const, reached: 10, now: 2 },
  ];

  it('the funnel: how many of those opened were submitted and live, and where most stand', () => {
    const { charts } = presentFunnel({ opened: 40, aftercare: 1, steps }, filter, true);
    expect(charts.map(({ finding }) => finding)).toEqual([
      'Of 40 cases opened in these months, 15 of 40 (38%) were submitted to NHSmail and 10 of 40 (25%) have been live.',
      'Most stand at “Submitted”: 9 of 15 (60%) of the open cases, whenever they were opened.',
    ]);
    expect(charts[1]?.table.rows.map(({ href }) => href)).toEqual([
      '/cases?stage=prospect',
      '/cases?stage=submitted',
      '/cases?stage=live',
      '/cases?stage=aftercare',
    ]);
  });

  it('offers no list to those who may not open one', () => {
    const { charts, lists } = presentFunnel({ opened: 40, aftercare: 1, steps }, filter, false);
    expect(charts.flatMap(({ table }) => table.rows.map(({ href }) => href))).not.toContainEqual(
      expect.any(String),
    );
    expect(lists).toEqual([]);
  });

  it('stage times: the longest by its median, and those too few to be told apart', () => {
    const board = presentStageTimes(
      [
        { stage: 'preparing', stays: 30, median: 7.52, ninetieth: 36 },
        { stage: 'submitted', stays: 30, median: 1, ninetieth: 40 },
        { stage: 'ready', stays: 'fewer-than-5', median: null, ninetieth: null },
      ],
      filter,
      true,
    );
    expect(board.charts[0]?.finding).toBe(
      '“Preparing” takes longest: half of the cases were through it in 7.5 days, nine in ten in 36 days.',
    );
    expect(board.notes).toEqual(['Ready to submit: fewer than 5, too few to be told.']);
    expect(presentStageTimes([], filter, true).charts[0]?.finding).toContain(
      'No case left a stage',
    );
  });

  const counts = (requested: ToldCount) => ({
    requested: { post: requested, email: 1 },
    received: { post: 2, email: 0 },
    used: { post: 1, email: 0 },
    expired: { post: 0, email: 0 },
    superseded: { post: 0, email: 0 },
  });

  it('passcodes: totals, and whether past months are as they were kept', () => {
    const of = (isKept: boolean, requested: ToldCount = 4) =>
      presentPasscodes(
        [
          { month: '2026-10', isKept, counts: counts(requested) },
          { month: '2026-11', isKept: false, counts: counts(5) },
        ],
        filter,
        true,
      ).charts[0];
    expect(of(true)?.finding).toBe(
      'In these months: 11 requested, 4 received, 2 used, 0 expired and 0 superseded.',
    );
    expect(of(true)?.note).toContain('as they were kept when they ended');
    expect(of(false)?.note).toContain('known today');
    expect(of(true)?.table.rows[0]).toMatchObject({
      label: 'October 2026',
      cells: ['5 (1 by email)', '2', '1', '0', '0'],
    });
    expect(of(true, 'fewer-than-5')?.table.rows[0]?.cells[0]).toBe(
      'fewer than 5 by post, 1 by email',
    );
  });

  it('replies: the share within 48 hours; what is withheld is written, not drawn', () => {
    const chart = presentReplies(
      [
        { month: '2026-10', isKept: true, within: 9, late: 'fewer-than-5' },
        { month: '2026-11', isKept: false, within: 6, late: 5 },
      ],
      filter,
      true,
    ).charts[0];
    expect(chart?.finding).toContain('15 of 20 (75%)');
    expect(chart?.table.rows[0]?.cells).toEqual(['9', 'fewer than 5']);
  });

  it('the coming days: the day with most calls; the forecast behind each while it shows the same', () => {
    const days = [
      { day: '2026-11-23', reminders: 4, tasks: 1 },
      { day: '2026-11-24', reminders: 0, tasks: 0 },
      { day: '2026-11-25', reminders: 2, tasks: 8 },
    ];
    const [chart] = presentComing(days, filter, true).charts;
    expect(chart?.finding).toBe(
      '6 reminders and 9 calls and checks are planned, if nothing is recorded before. Most calls and checks fall on Wednesday 25 November 2026: 8.',
    );
    expect(chart?.table.rows.map(({ href }) => href)).toEqual([
      '/forecast?day=2026-11-23',
      '/forecast?day=2026-11-25',
    ]);
    const [narrow] = presentComing(days, { ...filter, authority: 'Boston' }, true).charts;
    expect(narrow?.table.rows[0]?.href).toBeNull();
  });

  const place = (localAuthority: string | null, live: number, met: number) => ({
    localAuthority,
    locations: 20,
    live,
    found: 0,
    met,
    approaching: met,
  });
  const coverage: ToldCoverage = {
    day: '2026-11-23',
    isDsptKnown: true,
    total: { locations: 40, live: 12, found: 0, met: 30, approaching: 30 },
    authorities: [place('Boston', 2, 18), place('Lincoln', 10, 12)],
    months: [
      { month: '2026-10', covered: { locations: 40, live: 8, found: 0, met: 30, approaching: 30 } },
      {
        month: '2026-11',
        covered: { locations: 40, live: 12, found: 0, met: 30, approaching: 30 },
      },
    ],
  };

  it('coverage: where the share is smallest, and what it was', () => {
    const [time, nhsmail, dspt] = presentCoverage(coverage, filter, noLink).charts;
    expect(time?.finding).toBe(
      'Today 12 of 40 (30%) of the locations are live on NHSmail, and 30 of 40 (75%) have a DSPT at Standards Met or better. In October 2026 20% were live.',
    );
    expect(nhsmail?.finding).toContain('Boston has the smallest share live on NHSmail: 2 of 20');
    expect(dspt?.finding).toContain('Lincoln has the smallest share at Standards Met or better');
  });

  it('coverage: says no share of what no list tells', () => {
    const unknown = { ...coverage, isDsptKnown: false };
    const [time, , dspt] = presentCoverage(unknown, filter, noLink).charts;
    expect(time?.finding).not.toContain('DSPT');
    expect(time?.table.head).toEqual(['Month', 'NHSmail live']);
    expect(dspt).toMatchObject({ drawing: null, table: { rows: [] } });
    expect(dspt?.finding).toContain('No DSPT list has been imported yet');
  });

  it('expiries: how many must publish again, in how many days, and who must reach Met', () => {
    const [chart] = presentExpiries(
      {
        expiringOn: '2027-06-30',
        locations: 40,
        authorities: [{ localAuthority: 'Boston', locations: 20, met: 5, approaching: 3 }],
        levels: [{ level: 'met', sites: 40 }],
      },
      '2027-06-01',
      noLink,
    ).charts;
    expect(chart?.finding).toBe(
      '8 of 40 (20%) of the locations must publish again by Wednesday 30 June 2027, in 29 days; for 3 of them it must be Standards Met, as Approaching can be published only once.',
    );
  });
});
