import { dsptGateWarnings, dsptStanding, fold, type SiteDspt } from '@app/domain';
import type { DsptArea } from '@app/dspt';
import { entry, hqCode, said, siteCode, siteDspt } from '../../../../../test/builders/dspt';
import { presentArea } from './area.presenter';
import { presentDsptOnCase, presentDsptSection, presentSiteDspt } from './site-dspt.presenter';
import { presentClassify, presentStatuses } from './statuses.presenter';

const today = '2026-11-21';
const officers = new Map([['1', 'Priya Shah']]);
const stands = (given: Partial<SiteDspt>) => dsptStanding(siteDspt(given), today);
const met = entry(siteCode, '25/26 Standards Met.', '2026-05-20');

describe('what pages say of the DSPT', () => {
  it('on a site in short: whether it may apply, to when, and why', () => {
    expect(presentDsptSection('1-1', stands({ listed: [met] }))).toEqual({
      headline: 'It may apply, to the end of Wednesday 30 June 2027',
      why: 'Its own DSPT (VINV1) is Standards Met for 25/26, published on Wednesday 20 May 2026: valid to the end of Wednesday 30 June 2027.',
      alerts: [],
      listDay: 'Friday 20 November 2026',
      href: '/sites/1-1/dspt',
    });
    expect(presentDsptSection('1-1', stands({ listed: [] })).headline).toBe(
      'It is not known whether it may apply',
    );
  });

  it('on its own page: both entries, who said what of headquarters, and all publications', () => {
    const inclusion = said(false, { saidBy: 'officer:1' });
    const standing = stands({
      listed: [
        entry(siteCode, 'Not Individually Registered'),
        entry(hqCode, '25/26 Standards Met', '2026-06-10'),
      ],
      inclusion,
    });
    const past = { ...inclusion, endedAt: null, endedBy: null };
    const before = {
      ...past,
      included: true,
      endedAt: '2026-11-01T10:00:00Z',
      endedBy: 'officer:1',
    };
    const page = presentSiteDspt(
      { locationId: '1-1', name: 'Amber Lodge' },
      standing,
      [past, before],
      officers,
    );
    expect(page).toMatchObject({
      headline: 'It may not apply',
      lines: [
        { key: 'Its own', value: 'Not Individually Registered', hint: 'Under VINV1.' },
        { key: 'Headquarters’', value: '25/26 Standards Met, published on Wednesday 10 June 2026' },
        {
          value: 'No',
          hint: 'They told us on the phone. Recorded by Priya Shah, Sunday 1 November 2026.',
        },
      ],
      inclusionText: 'Change what headquarters said',
      history: [{ when: 'Wednesday 10 June 2026', whose: 'Headquarters’', code: hqCode }],
      said: [
        { what: 'Headquarters (AIN1) leave it out.' },
        {
          what: 'Headquarters (AIN1) include it. Ended on Sunday 1 November 2026 by Priya Shah.',
        },
      ],
    });
  });

  it.each([
    [
      { odsCode: null, providerCode: null },
      'No code of its own is known',
      'Their code is not known',
    ],
    [{}, 'In no list', 'In no list'],
    [{ odsCode: hqCode }, 'The register has a headquarters’ code in its place', 'In no list'],
  ])('where nothing is listed it says why: %j', (given, own, headquarters) => {
    const site = { locationId: '1-1', name: 'Amber Lodge' };
    const { lines } = presentSiteDspt(site, stands(given), [], officers);
    expect(lines.map(({ value }) => value)).toEqual([own, headquarters, 'Not known']);
  });

  it('on a case: what the list knows and the case does not, with the way to record it', () => {
    const standing = stands({ listed: [met] });
    const warnings = dsptGateWarnings(fold([]), standing, today);
    expect(presentDsptOnCase('c1', '1-1', standing, warnings).warnings).toEqual([
      {
        sentence: expect.stringContaining('The list lets the site apply'),
        recordHref: '/cases/c1/record/dspt-published',
      },
    ]);
  });

  const area: DsptArea = {
    sites: 3,
    levels: [
      { level: 'met', sites: 2, inherited: 1 },
      { level: 'lapsed', sites: 1, inherited: 0 },
    ],
    metOrBetter: 2,
    approachingOrBetter: 2,
    eligible: { yes: 2, no: 1, unknown: 0 },
    expiring: 2,
    expiringOn: '2027-06-30',
    listDay: '2026-11-20',
  };
  const asked = { risk: 'not-eligible' as const, localAuthority: 'Mid Shire', laterPage: true };

  it('of the area: levels with their share, and links that keep what was asked', () => {
    const page = presentArea(
      area,
      { items: [], nextCursor: 'next' },
      ['Mid Shire', 'Out Shire'],
      1,
      asked,
    );
    expect(page).toMatchObject({
      sites: '3 sites',
      levels: [
        { level: 'Standards Met', share: '67%', inherited: '1 by headquarters’ publication' },
        { share: '33%', inherited: '' },
      ],
      measures: [{ value: '2 of 3 (67%)' }, {}, { key: 'Running out by Wednesday 30 June 2027' }],
      risks: [
        { text: 'Running out (2)', href: '/dspt?risk=expiring&localAuthority=Mid+Shire#at-risk' },
        { text: 'May not apply (1)', href: null },
        { text: 'Not known (0)' },
      ],
      firstHref: '/dspt?risk=not-eligible&localAuthority=Mid+Shire#at-risk',
      nextHref: '/dspt?risk=not-eligible&localAuthority=Mid+Shire&cursor=next#at-risk',
      unclassified: '1 status of the lists is not known: say what it comes to',
    });
    expect(page.authorities.filter((a) => a.selected).map((a) => a.value)).toEqual(['Mid Shire']);
  });

  it('of an area with no sites: no shares, nothing to choose', () => {
    const none = { ...area, sites: 0, levels: [] };
    const page = presentArea(none, { items: [], nextCursor: null }, ['Mid Shire'], 0, asked);
    expect(page).toMatchObject({ measures: [], authorities: [], unclassified: null });
  });

  const status = {
    words: 'standards nearly met',
    texts: ['24/25 Standards Nearly Met', '25/26 Standards Nearly Met.'],
    organisations: 12,
    ours: 1,
    level: null,
    classifiedBy: null,
    classifiedAt: null,
  };
  const classified = {
    ...status,
    level: 'approaching' as const,
    classifiedBy: 'officer:1',
    classifiedAt: '2026-11-20T10:00:00Z',
  };

  it('of unknown statuses: who has them, and who said what they come to', () => {
    expect(presentStatuses([status, classified], officers).statuses).toMatchObject([
      {
        href: '/dspt/statuses/one?words=standards+nearly+met',
        text: '24/25 Standards Nearly Met · 25/26 Standards Nearly Met.',
        who: '12 organisations, 1 of ours',
        level: null,
      },
      { level: 'Approaching Standards', said: 'Priya Shah, Friday 20 November 2026' },
    ]);
  });

  it('offers every level, and to take back what was said', () => {
    const checked = (given: typeof status | typeof classified, chosen: string | null) =>
      presentClassify(given, chosen)
        .levels.filter((l) => l.checked)
        .map((l) => l.value);
    expect(presentClassify(status, null).levels.map((l) => l.value)).not.toContain('unknown');
    expect(presentClassify(classified, null).levels.at(-1)?.value).toBe('unknown');
    expect(checked(status, null)).toEqual([]);
    expect(checked(classified, null)).toEqual(['approaching']);
    expect(checked(classified, 'met')).toEqual(['met']);
  });
});
