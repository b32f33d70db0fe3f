import {
  listHref,
  monthChoices,
  narrowedWords,
  readDashboardAsk,
  writeDashboardAsk,
} from './asked-dashboard';

const now = { today: '2026-11-23', first: '2024-03' };
const officer = '5b1a3a0e-6b0e-4c55-9d6e-3a1f5a2c9d01';

describe('what an address asks the dashboards for', () => {
  it('is the year up to now when it says nothing', () => {
    expect(readDashboardAsk({}, now)).toEqual({ from: '2025-12', to: '2026-11' });
  });

  it('goes back no further than the first case', () => {
    expect(readDashboardAsk({}, { ...now, first: '2026-08' }).from).toBe('2026-08');
  });

  it('is read back as it was written', () => {
    const asked = {
      authority: 'Bournemouth, Christchurch & Poole',
      icb: 'none',
      careHome: false,
      officerId: officer,
      from: '2026-01',
      to: '2026-06',
    };
    const query = Object.fromEntries(new URLSearchParams(writeDashboardAsk(asked, now)));
    expect(readDashboardAsk(query, now)).toEqual(asked);
    expect(writeDashboardAsk(readDashboardAsk({}, now), now)).toBe('');
  });

  it.each([
    ['what is no month', { from: '2026-13', to: 'soon' }],
    ['a month to come', { to: '2027-01' }],
    ['what is no officer, and no kind of service', { officer: 'me', careHome: 'perhaps' }],
    ['a name no database could hold', { authority: 'a\0b', icb: 'x'.repeat(300) }],
    ['a field sent twice', { authority: ['Boston', 'Lincoln'] }],
  ])('leaves out %s', (_, query) => {
    expect(readDashboardAsk(query, now)).toEqual({ from: '2025-12', to: '2026-11' });
  });

  it('means the time between two months in either order, five years at most', () => {
    expect(readDashboardAsk({ from: '2026-06', to: '2026-02' }, now)).toEqual({
      from: '2026-02',
      to: '2026-06',
    });
    expect(readDashboardAsk({ from: '2010-01' }, now).from).toBe('2021-12');
  });
});

it('the list behind a count is narrowed as the count was', () => {
  const filter = { from: '2026-01', to: '2026-02', authority: 'Boston', officerId: officer };
  expect(listHref(filter, { stage: 'proving' })).toBe(
    `/cases?stage=proving&officer=${officer}&authority=Boston`,
  );
  expect(listHref({ ...filter, careHome: false }, { stage: 'proving' })).toContain('&careHome=no');
});

it('months are offered newest first, two years back or as far as was asked', () => {
  const months = monthChoices(now.today, { from: '2026-01', to: '2026-11' });
  expect([months[0], months.at(-1), months.length]).toEqual(['2026-11', '2024-12', 24]);
  expect(monthChoices(now.today, { from: '2023-05', to: '2026-11' }).at(-1)).toBe('2023-05');
});

it('says what it is narrowed to', () => {
  const filter = { from: '2026-01', to: '2026-02', authority: 'none', careHome: true };
  expect(narrowedWords(filter, 'Priya Shah')).toBe(
    'without a local authority, care homes, with Priya Shah',
  );
  expect(narrowedWords({ from: '2026-01', to: '2026-02' }, null)).toBe('');
});
