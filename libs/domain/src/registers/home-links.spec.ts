import fc from 'fast-check';
import { findLinks, type FoundLink, type HomeRecord, judgePair, kindAmong } from './home-links';

const record = (overrides: Partial<HomeRecord> = {}): HomeRecord => ({
  locationId: '1-1000000001',
  name: 'Amber Lodge',
  providerId: '1-2000000001',
  providerName: 'Amber Care Ltd',
  address: '1 Mill Lane, Wexham',
  postcode: 'LN1 1AA',
  phone: '01522 000001',
  uprn: null,
  registeredOn: '2011-01-10',
  deregisteredOn: null,
  isDeregistered: false,
  predecessors: [],
  successors: [],
  ...overrides,
});

const ended = (overrides: Partial<HomeRecord> = {}) =>
  record({ isDeregistered: true, deregisteredOn: '2026-03-31', ...overrides });

const after = (overrides: Partial<HomeRecord> = {}) =>
  record({
    locationId: '1-1000000009',
    providerId: '1-2000000009',
    providerName: 'Bright Care Ltd',
    registeredOn: '2026-04-01',
    ...overrides,
  });

const kind = (a: HomeRecord, b: HomeRecord) => judgePair(a, b)?.kind ?? null;

describe('two records of one home', () => {
  it.each<[string, HomeRecord, HomeRecord, FoundLink['kind'] | null]>([
    ['the same name and place under a new provider', ended(), after(), 'successor'],
    [
      'a new provider before the old record has ended',
      record(),
      after({ registeredOn: '2026-04-01' }),
      'successor',
    ],
    [
      'a name written otherwise',
      ended(),
      after({ name: 'Amber Lodge Residential Care Home' }),
      'successor',
    ],
    [
      'another name, the same telephone, taken over at once',
      ended(),
      after({ name: 'The Willows' }),
      'successor',
    ],
    [
      'another name and telephone, the same street, taken over at once',
      ended(),
      after({ name: 'The Willows', phone: null }),
      'successor',
    ],
    [
      'another agency in the same building at once',
      ended({ uprn: '100030000001' }),
      after({
        name: 'Bright Home Care',
        phone: '01522 000009',
        address: 'Unit 4',
        uprn: '100030000001',
      }),
      null,
    ],
    [
      'another name at the same telephone 91 days later',
      ended(),
      after({ name: 'The Willows', registeredOn: '2026-06-30' }),
      null,
    ],
    [
      'another name at the same telephone 90 days later',
      ended(),
      after({ name: 'The Willows', registeredOn: '2026-06-29' }),
      'successor',
    ],
    ['the same name elsewhere', ended(), after({ postcode: 'NG1 1AA', phone: null }), null],
    [
      'the same property with its postcode written otherwise',
      ended({ uprn: '100030000001', postcode: 'LN1 1AB' }),
      after({ uprn: '100030000001' }),
      'successor',
    ],
    [
      'an office of many at one postcode',
      record(),
      after({ name: 'Bright Home Care', phone: '01522 000009' }),
      null,
    ],
    [
      'a second record of the same provider, name and telephone',
      record(),
      record({ locationId: '1-1000000002' }),
      'duplicate',
    ],
    [
      'a second service of the provider with its own telephone',
      record(),
      record({ locationId: '1-1000000002', phone: '01522 000002' }),
      null,
    ],
    [
      'what CQC relates, whatever else differs',
      ended(),
      after({
        name: 'The Willows',
        postcode: 'NG1 1AA',
        phone: null,
        predecessors: ['1-1000000001: Location Move'],
      }),
      'successor',
    ],
    [
      'what CQC relates on the old record only',
      ended({ successors: ['1-1000000009'], postcode: null }),
      after({ name: 'The Willows' }),
      'successor',
    ],
    ['blank postcodes', ended({ postcode: null }), after({ postcode: null }), null],
  ])('%s', (_, a, b, expected) => {
    expect(kind(a, b)).toBe(expected);
    expect(kind(b, a)).toBe(expected);
  });

  it('says what speaks for it, and when the newer record begins', () => {
    expect(judgePair(after({ predecessors: ['1-1000000001: New Provider'] }), ended())).toEqual({
      olderId: '1-1000000001',
      newerId: '1-1000000009',
      kind: 'successor',
      linkedOn: '2026-04-01',
      evidence: [
        'CQC names 1-1000000001 as the predecessor of 1-1000000009 (New Provider).',
        'Both are called Amber Lodge.',
        'Both have the postcode LN1 1AA.',
        'Both have the address 1 Mill Lane.',
        'Both have the telephone number 01522 000001.',
        'The one ended on Tuesday 31 March 2026, the other began on Wednesday 1 April 2026.',
        'The provider is another: Bright Care Ltd, before that Amber Care Ltd.',
      ],
    });
  });

  it('a record is never its own', () => {
    expect(judgePair(record({ predecessors: ['1-1000000001'] }), record())).toBeNull();
  });

  it('is judged the same whichever comes first', () => {
    const some = fc.record({
      locationId: fc.constantFrom('1-1000000001', '1-1000000002', '1-200000003'),
      name: fc.constantFrom('Amber Lodge', 'Amber Lodge Ltd', 'The Willows', 'Willows'),
      providerId: fc.constantFrom('1-2000000001', '1-2000000002', null),
      postcode: fc.constantFrom('LN1 1AA', 'ln11aa', 'LN1 1AB', null),
      phone: fc.constantFrom('01522000001', '1522000001', null),
      registeredOn: fc.constantFrom('2011-01-10', '2026-04-01', null),
      isDeregistered: fc.boolean(),
      predecessors: fc.subarray(['1-1000000001', '1-1000000002', '1-200000003']),
      successors: fc.subarray(['1-1000000001', '1-1000000002', '1-200000003']),
    });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [one, other] = [judgePair(record(a), record(b)), judgePair(record(b), record(a))];
        expect(one === null).toBe(other === null);
        const told = [record(a), record(b)].flatMap((r) => [...r.predecessors, ...r.successors]);
        if (told.length === 0) expect(one).toEqual(other);
      }),
    );
  });
});

describe('several records of one home', () => {
  const ends = (records: HomeRecord[]) =>
    findLinks(records).map((l) => `${l.olderId.slice(-1)}>${l.newerId.slice(-1)} ${l.kind}`);

  it('a chain is linked step by step, never across', () => {
    const first = ended({ locationId: '1-1', deregisteredOn: '2016-05-01' });
    const second = ended({ locationId: '1-2', registeredOn: '2016-05-01' });
    expect(ends([after({ locationId: '1-3' }), first, second])).toEqual([
      '2>3 successor',
      '1>2 successor',
    ]);
  });

  it('two that end in one are merged', () => {
    const east = ended({ locationId: '1-1', name: 'East Wing', phone: '01522 000011' });
    const west = ended({ locationId: '1-2', name: 'West Wing', phone: '01522 000012' });
    const whole = after({ locationId: '1-3', predecessors: ['1-1', '1-2'] });
    expect(ends([east, west, whole])).toEqual(['1>3 merged', '2>3 merged']);
  });

  it('one that goes on as two is split', () => {
    const whole = ended({ locationId: '1-1', successors: ['1-2', '1-3'] });
    const east = after({ locationId: '1-2', name: 'East Wing', phone: '01522 000011' });
    const west = after({ locationId: '1-3', name: 'West Wing', phone: '01522 000012' });
    expect(ends([whole, east, west])).toEqual(['1>2 split', '1>3 split']);
  });

  it('a duplicate stays one, whatever stands beside it', () => {
    const [one, twin] = [record({ locationId: '1-1' }), record({ locationId: '1-2' })];
    const links = findLinks([one, twin]);
    expect(links.map((l) => kindAmong(l, links))).toEqual(['duplicate']);
  });
});
