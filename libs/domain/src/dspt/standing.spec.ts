import fc from 'fast-check';
import { entry, hqCode, said, siteCode, siteDspt } from '../../../../test/builders/dspt';
import type { SiteDspt } from './site-dspt';
import { dsptStanding } from './standing';

const today = '2026-11-21';

const met = entry(siteCode, '25/26 Standards Met', '2026-05-20');
const hqMet = entry(hqCode, '25/26 Standards Met', '2026-06-10');
const hqNotMet = entry(hqCode, '25/26 Standards Not Met', '2026-06-10');
const lapsed = entry(siteCode, '21/22 Standards Met', '2022-06-30');
const notAlone = entry(siteCode, 'Not Individually Registered.');
const notPublished = entry(siteCode, 'Not Published');

const inShort = (given: Partial<SiteDspt>, day = today): string => {
  const { eligible, reasons, counted } = dsptStanding(siteDspt(given), day);
  const whose = counted ? `${counted.coverage} ${counted.entry.level}` : 'nothing';
  return `${eligible} ${reasons[0]?.code} ${whose}`;
};

describe('how a site stands with the DSPT', () => {
  it.each<[string, Partial<SiteDspt>, string]>([
    ['nothing was imported', { listDay: null }, 'unknown no-dspt-list nothing'],
    ['its own, met', { listed: [met] }, 'yes dspt-current own met'],
    [
      'its own, exceeded',
      { listed: [entry(siteCode, '25/26 Standards Exceeded', '2026-06-01')] },
      'yes dspt-current own exceeded',
    ],
    [
      'its own, approaching',
      { listed: [entry(siteCode, '25/26 Approaching Standards', '2026-06-01')] },
      'yes dspt-current own approaching',
    ],
    [
      'its own, below',
      { listed: [entry(siteCode, '25/26 Standards Not Met', '2026-06-01')] },
      'no dspt-too-low own not-met',
    ],
    ['its own, of an old year', { listed: [lapsed] }, 'no dspt-expired own met'],
    [
      'Entry Level',
      { listed: [entry(siteCode, '25/26 Entry Level', '2026-06-01')] },
      'no dspt-entry-level own entry-level',
    ],
    ['not published', { listed: [notPublished] }, 'no dspt-not-published own not-published'],
    [
      '27: a status nobody knows',
      { listed: [entry(siteCode, '25/26 Standards Nearly Met', '2026-06-01')] },
      'unknown dspt-status-unknown own unknown',
    ],
    [
      'a level without a year',
      { listed: [entry(siteCode, 'Standards Met', '2026-06-01')] },
      'unknown dspt-edition-unknown own met',
    ],
    [
      '22: not individually registered, headquarters good, inclusion not known',
      { listed: [notAlone, hqMet] },
      'unknown ask-headquarters own not-individually-registered',
    ],
    [
      '22: the same when headquarters’ status is not a known one',
      { listed: [notAlone, entry(hqCode, '25/26 Gold', '2026-06-01')] },
      'unknown ask-headquarters own not-individually-registered',
    ],
    [
      '22: and included',
      { listed: [notAlone, hqMet], inclusion: said(true) },
      'yes dspt-current inherited met',
    ],
    [
      '23: and left out',
      { listed: [notAlone, hqMet], inclusion: said(false) },
      'no left-out-by-headquarters own not-individually-registered',
    ],
    [
      'included by headquarters that are below',
      { listed: [notAlone, hqNotMet], inclusion: said(true) },
      'no dspt-too-low inherited not-met',
    ],
    [
      'included by headquarters that are in no list',
      { listed: [notAlone], inclusion: said(true) },
      'unknown headquarters-not-listed own not-individually-registered',
    ],
    [
      'included, and its own lapsed',
      { listed: [lapsed, hqMet], inclusion: said(true) },
      'yes dspt-current inherited met',
    ],
    [
      'included, with no code of its own',
      { odsCode: null, listed: [hqMet], inclusion: said(true) },
      'yes dspt-current inherited met',
    ],
    [
      'included, both lapsed',
      {
        listed: [lapsed, entry(hqCode, '22/23 Standards Met', '2023-06-01')],
        inclusion: said(true),
      },
      'no dspt-expired own met',
    ],
    [
      'neither good',
      { listed: [notAlone, hqNotMet] },
      'no dspt-not-individually-registered own not-individually-registered',
    ],
    [
      'not individually registered, and headquarters not known',
      { listed: [notAlone], providerCode: null },
      'unknown headquarters-unknown own not-individually-registered',
    ],
    ['24: both, its own good', { listed: [met, hqNotMet] }, 'yes dspt-current own met'],
    [
      '24: both, its own below, headquarters good and including it',
      {
        listed: [entry(siteCode, '25/26 Standards Not Met', '2026-05-01'), hqMet],
        inclusion: said(true),
      },
      'no dspt-too-low own not-met',
    ],
    ['in no list', { listed: [] }, 'unknown not-in-list nothing'],
    [
      'in no list under its own code, headquarters good',
      { listed: [hqMet] },
      'unknown ask-headquarters nothing',
    ],
    ['no code at all', { odsCode: null, providerCode: null }, 'unknown no-ods-code nothing'],
    [
      'headquarters’ code in place of its own',
      { odsCode: hqCode, providerCode: null, listed: [hqMet] },
      'unknown ask-headquarters nothing',
    ],
    [
      'included by others, before it came under these headquarters',
      {
        listed: [notAlone, hqMet],
        inclusion: said(true, { headquartersCode: 'COLD', registerShowed: 'COLD' }),
      },
      'unknown ask-headquarters own not-individually-registered',
    ],
    [
      'included by others than the register shows, as somebody said on purpose',
      {
        listed: [notAlone, entry('COTH', '25/26 Standards Met', '2026-06-01')],
        inclusion: said(true, { headquartersCode: 'COTH' }),
      },
      'yes dspt-current inherited met',
    ],
  ])('%s', (_, given, expected) => {
    expect(inShort(given)).toBe(expected);
  });

  it('shows both publications, whichever counts', () => {
    const standing = dsptStanding(siteDspt({ listed: [met, hqMet] }), today);
    expect(standing.own?.entry).toBe(met);
    expect(standing.headquarters?.entry).toBe(hqMet);
    expect(standing.reasons.map((r) => r.code)).toEqual(['dspt-current', 'own-counts']);
    expect(standing.history.map(({ whose }) => whose)).toEqual(['headquarters', 'own']);
  });

  it.each([
    ['2027-06-30', 'yes dspt-current own met'],
    ['2027-07-01', 'no dspt-expired own met'],
  ])('lasts to the end of its last day: on %s it is %s', (day, expected) => {
    expect(inShort({ listed: [met], listDay: '2027-06-29' }, day)).toBe(expected);
  });

  it('stands on an earlier day as it stood then', () => {
    const now = entry(siteCode, '25/26 Standards Not Met', '2026-08-01');
    const given = { listed: [now], published: [met, now] };
    expect(inShort(given, '2026-07-31')).toBe('yes dspt-current own met');
    expect(inShort(given, '2026-08-01')).toBe('no dspt-too-low own not-met');
    expect(inShort(given, '2026-05-19')).toBe('unknown not-in-list nothing');
  });

  it('was not published before it was first listed so, either', () => {
    expect(inShort({ listed: [notPublished] }, '2026-01-01')).toBe(
      'no dspt-not-published own not-published',
    );
    expect(inShort({ listed: [notPublished], published: [met] }, '2026-06-01')).toBe(
      'yes dspt-current own met',
    );
  });

  it('a status that a person has classified counts as that', () => {
    const classified = new Map([['standards nearly met', 'approaching' as const]]);
    const listed = [entry(siteCode, '25/26 Standards Nearly Met', '2026-06-01', classified)];
    expect(inShort({ listed })).toBe('yes dspt-current own approaching');
  });

  const codes = fc.constantFrom(siteCode, hqCode);
  const statuses = fc.constantFrom(
    '25/26 Standards Met',
    '25/26 Approaching Standards.',
    '25/26 Standards Not Met',
    '20/21 Standards Exceeded',
    'Not Published',
    'Not Individually Registered.',
    '25/26 Gold',
    'Standards Met',
  );
  const entries = fc.uniqueArray(
    fc.record({ code: codes, status: statuses }).map(({ code, status }) => {
      return entry(code, status, status.startsWith('Not ') ? null : '2026-06-01');
    }),
    { selector: (e) => e.code, maxLength: 2 },
  );

  it('never says yes on headquarters’ publication unless a person said that it includes the site', () => {
    fc.assert(
      fc.property(
        entries,
        fc.option(fc.boolean(), { nil: null }),
        fc.constantFrom(siteCode, null, hqCode),
        (listed, included, odsCode) => {
          const inclusion = included === null ? null : said(included);
          const standing = dsptStanding(siteDspt({ listed, inclusion, odsCode }), today);
          expect(standing.reasons.length).toBeGreaterThan(0);
          if (standing.eligible !== 'yes') return;
          expect(standing.validTo).not.toBeNull();
          expect(['exceeded', 'met', 'approaching']).toContain(standing.counted?.entry.level);
          if (standing.counted?.coverage === 'inherited') expect(included).toBe(true);
          else expect(standing.counted?.entry.code).toBe(siteCode);
        },
      ),
    );
  });
});

describe('what a person should look at', () => {
  const alerts = (given: Partial<SiteDspt>, day = today): string[] =>
    dsptStanding(siteDspt(given), day).alerts.map(({ code }) => code);

  it.each<[string, Partial<SiteDspt>, string, string[]]>([
    ['nothing', { listed: [met] }, today, []],
    [
      '25: below after met',
      {
        listed: [entry(siteCode, '25/26 Standards Not Met', '2026-08-01')],
        published: [met, entry(siteCode, '25/26 Standards Not Met', '2026-08-01')],
      },
      today,
      ['not-met-after-met'],
    ],
    [
      'no publication where one was',
      { listed: [notPublished], published: [met] },
      today,
      ['published-before'],
    ],
    [
      '21: approaching a second time',
      {
        listed: [entry(siteCode, '25/26 Approaching Standards', '2026-06-01')],
        published: [
          entry(siteCode, '24/25 Approaching Standards', '2025-06-01'),
          entry(siteCode, '25/26 Approaching Standards', '2026-06-01'),
        ],
      },
      today,
      ['approaching-already-used'],
    ],
    [
      'approaching twice of one edition',
      {
        listed: [entry(siteCode, '25/26 Approaching Standards', '2026-06-01')],
        published: [entry(siteCode, '25/26 Approaching Standards', '2026-05-01')],
      },
      today,
      [],
    ],
    [
      '90 days before its end',
      { listed: [met], listDay: '2027-04-01' },
      '2027-04-01',
      ['dspt-ends-soon'],
    ],
    ['91 days before its end', { listed: [met], listDay: '2027-03-31' }, '2027-03-31', []],
    [
      'a year after it was published',
      { listed: [met], listDay: '2027-05-20' },
      '2027-05-20',
      ['dspt-ends-soon', 'published-a-year-ago'],
    ],
    [
      'headquarters’ code in place of its own',
      { odsCode: hqCode, listed: [hqMet] },
      today,
      ['headquarters-code-used'],
    ],
    [
      'headquarters have changed since it was asked',
      {
        listed: [notAlone, hqMet],
        inclusion: said(true, { headquartersCode: 'COLD', registerShowed: 'COLD' }),
      },
      today,
      ['headquarters-changed'],
    ],
    ['a list of eight days', { listed: [met], listDay: '2026-11-13' }, today, ['dspt-list-is-old']],
    ['a list of seven days', { listed: [met], listDay: '2026-11-14' }, today, []],
  ])('%s', (_, given, day, expected) => {
    expect(alerts(given, day)).toEqual(expected);
  });
});
