import type { SiteEvent } from '@app/providers';
import { Temporal } from 'temporal-polyfill';
import { siteAt } from './site-at';

const site = { name: 'Ashby House', odsCode: 'VNEW1', postcode: 'LN2 2BB' };

const changed = (at: string, field: string, from: unknown): SiteEvent => ({
  what: 'changed',
  at,
  by: 'import',
  importId: 'i1',
  fileName: 'register.csv',
  asOf: null,
  changes: [{ field, from, to: 'whatever it is now' }],
});

const on = (day: string, ...events: SiteEvent[]) =>
  siteAt(site, events, Temporal.Instant.from(`${day}T23:59:59Z`));

describe('what the register said of a site at a moment', () => {
  const corrected: SiteEvent = {
    what: 'corrected',
    at: '2026-11-20T10:00:00Z',
    by: 'officer:o1',
    field: 'postcode',
    from: 'LN1 1AA',
    to: 'LN2 2BB',
    reason: 'a slip',
  };
  const code = changed('2026-11-10T10:00:00Z', 'ods_code', 'VOLD1');
  const first = changed('2026-11-05T10:00:00Z', 'ods_code', null);

  it('is as it is when nothing changed since', () => {
    expect(on('2026-11-21', corrected, code, first)).toEqual(site);
  });

  it('turns back what was put right and what imports changed since, one after the other', () => {
    expect(on('2026-11-12', corrected, code, first)).toEqual({ ...site, postcode: 'LN1 1AA' });
    expect(on('2026-11-06', corrected, code, first)).toMatchObject({ odsCode: 'VOLD1' });
    expect(on('2026-11-01', corrected, code, first)).toMatchObject({ odsCode: null });
  });

  it('leaves alone what no rule about a case asks for', () => {
    expect(on('2026-11-01', changed('2026-11-10T10:00:00Z', 'name', 'Old name'))).toEqual(site);
  });
});
