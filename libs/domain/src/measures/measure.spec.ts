import { measure } from './measure';
import type { Measured, MeasuredSite, Place } from './measured';
import { measureDefinitions } from './definitions';
import { measureCodes, splits } from './measure-terms';
import { partsOf } from './parts';

const lincoln: Place = { authority: 'Lincolnshire', icb: 'NHS Lincolnshire', careHome: true };
const rutland: Place = { authority: 'Rutland', icb: 'NHS Leicester', careHome: false };
const nowhere: Place = { authority: null, icb: null, careHome: null };

const site = (more: Partial<MeasuredSite> = {}): MeasuredSite => ({
  place: lincoln,
  level: 'met',
  isInherited: false,
  eligible: 'yes',
  validTo: '2027-06-30',
  nhsmail: null,
  ...more,
});

const rows = (more: Partial<Measured> = {}): Measured => ({
  day: '2026-10-31',
  sites: [],
  steps: [],
  stays: [],
  passcodes: [],
  stalled: [],
  replies: [],
  contacts: [],
  workshops: [],
  ...more,
});

const sites = [
  site(),
  site({ level: 'exceeded', isInherited: true }),
  site({ level: 'approaching', validTo: '2026-06-30', nhsmail: 'live' }),
  site({ level: 'lapsed', eligible: 'no', validTo: null, nhsmail: 'live' }),
  site({ level: 'not-listed', eligible: 'unknown', validTo: null, nhsmail: 'found' }),
];

describe('the twelve measures', () => {
  it('have a definition each, and every figure they give is defined', () => {
    expect(measureDefinitions.map(({ code }) => code)).toEqual([...measureCodes]);
    const full = rows({
      sites,
      steps: [{ place: lincoln, step: 'started' }],
      stays: [{ place: lincoln, stage: 'proving', days: 2 }],
      passcodes: [{ place: lincoln, channel: 'email', event: 'expired' }],
      stalled: [{ place: lincoln, reasons: [{ code: 'otp-expired', days: 9 }] }],
      replies: [{ place: lincoln, isWithin: false }],
      contacts: [{ place: lincoln, kind: 'call-wrong-number' }],
      workshops: [{ places: [lincoln], kind: 'surgery', homes: 1 }],
    });
    for (const { code, figures, headline } of measureDefinitions) {
      const known = new Set(figures.map(({ key }) => key));
      expect(Object.keys(measure(code, full)).filter((key) => !known.has(key))).toEqual([]);
      for (const key of [headline?.value, headline?.of])
        if (key) expect(measure(code, full)).toHaveProperty(key);
    }
  });

  it.each([
    ['M1', { locations: 5 }],
    [
      'M2',
      { met: 1, exceeded: 1, 'exceeded-inherited': 1, approaching: 1, lapsed: 1, 'not-listed': 1 },
    ],
    ['M3', { met: 2, inherited: 1, locations: 5 }],
    ['M4', { approaching: 3, inherited: 1, locations: 5 }],
    ['M5', { live: 2, found: 1, locations: 5 }],
    ['M12', { expiring: 3, locations: 5 }],
  ] as const)('%s counts sites as they stood on the day', (code, expected) => {
    expect(measure(code, rows({ sites }))).toEqual(expected);
  });

  it.each(['M3', 'M4', 'M12'] as const)(
    '%s is not told while no list shows a single site',
    (code) => {
      const unknown = [site({ level: 'not-listed', eligible: 'unknown', validTo: null })];
      expect(measure(code, rows({ sites: unknown }))).toEqual({ locations: 1 });
    },
  );

  it('M12 means the 30 June that is next, that day included', () => {
    const one = [site({ validTo: '2027-06-30' }), site({ validTo: '2028-06-30' })];
    expect(measure('M12', rows({ sites: one, day: '2027-06-30' })).expiring).toBe(1);
    expect(measure('M12', rows({ sites: one, day: '2027-07-01' })).expiring).toBe(2);
  });

  it('M6 counts steps of the month, 0 where there were none', () => {
    const steps = [
      { place: lincoln, step: 'submitted' as const },
      { place: lincoln, step: 'submitted' as const },
    ];
    expect(measure('M6', rows({ steps }))).toEqual({ started: 0, submitted: 2, live: 0 });
  });

  it('M7 is the nearest rank of the stays that ended, in tenths of days', () => {
    const stays = Array.from({ length: 20 }, (_, n) => ({
      place: lincoln,
      stage: 'preparing' as const,
      days: n + 1.26,
    }));
    expect(measure('M7', rows({ stays }))).toEqual({
      'preparing-median': 10.3,
      'preparing-ninetieth': 18.3,
      'preparing-stays': 20,
    });
  });

  it('M9 counts each reason by its age, and the case once', () => {
    const stalled = [
      {
        place: lincoln,
        reasons: [
          { code: 'otp-expired' as const, days: 7 },
          { code: 'dspt-missing' as const, days: 8 },
        ],
      },
      { place: lincoln, reasons: [{ code: 'dspt-missing' as const, days: 29 }] },
    ];
    expect(measure('M9', rows({ stalled }))).toEqual({
      stalled: 2,
      'otp-expired-week': 1,
      'dspt-missing-month': 1,
      'dspt-missing-longer': 1,
    });
  });

  it('M10 tells those that came late of those that were due', () => {
    const replies = [true, true, false].map((isWithin) => ({ place: lincoln, isWithin }));
    expect(measure('M10', rows({ replies }))).toEqual({ within: 2, late: 1, due: 3 });
  });

  it('M11 counts contacts, and workshops with the homes that came', () => {
    const contacts = (['note', 'call-spoke', 'call-voicemail', 'replied'] as const).map((kind) => ({
      place: lincoln,
      kind,
    }));
    const workshops = [
      { places: [lincoln, rutland], kind: 'workshop' as const, homes: 12 },
      { places: [], kind: 'surgery' as const, homes: 1 },
    ];
    expect(measure('M11', rows({ contacts, workshops }))).toMatchObject({
      contacts: 4,
      calls: 2,
      workshops: 1,
      surgeries: 1,
      'homes-helped': 13,
    });
  });
});

describe('the parts of a split', () => {
  const all = rows({
    sites: [site(), site({ place: rutland }), site({ place: nowhere })],
    workshops: [
      { places: [lincoln, rutland, lincoln], kind: 'workshop', homes: 3 },
      { places: [], kind: 'workshop', homes: 9 },
    ],
  });
  const counts = (split: (typeof splits)[number]) =>
    partsOf(split, all).map(({ part, rows: of }) => [part, of.sites.length, of.workshops.length]);

  it.each([
    ['all', [['', 3, 2]]],
    [
      'authority',
      [
        ['Lincolnshire', 1, 1],
        ['Rutland', 1, 1],
        ['', 1, 0],
      ],
    ],
    [
      'care-home',
      [
        ['care-home', 1, 1],
        ['other', 1, 1],
        ['', 1, 0],
      ],
    ],
  ] as const)('%s: every site once, what is placed nowhere last', (split, expected) => {
    expect(counts(split)).toEqual(expected);
  });

  it.each(splits)('%s: sites add up to all of them', (split) => {
    const sum = partsOf(split, all).reduce((n, { rows: of }) => n + of.sites.length, 0);
    expect(sum).toBe(all.sites.length);
  });
});
