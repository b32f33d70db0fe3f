import fc from 'fast-check';
import {
  type Described,
  type LikelySite,
  likenessOf,
  rankLikely,
  worthSuggesting,
} from './likeness';

const site: LikelySite = {
  locationId: '1-120713174',
  name: 'Seacroft Court',
  alsoKnownAs: 'Sea View',
  postcode: 'PE25 3QF',
  town: 'Skegness',
  phone: '01754610372',
  odsCode: 'VLN1F',
  providerId: '1-101665577',
};

describe('how well a site fits a row', () => {
  it.each<[string, Described, number, string[]]>([
    ['nothing in common', { name: 'The Elms', postcode: 'LN1 1AA' }, 0, []],
    [
      'name and postcode',
      { name: 'SEACROFT COURT NURSING HOME', postcode: 'pe253qf' },
      80,
      ['The same name, Seacroft Court', 'The same postcode, PE25 3QF'],
    ],
    ['another name', { name: 'Sea View' }, 45, ['The same name, Sea View, its other name']],
    [
      'half a name',
      { name: 'Seacroft Lodge' },
      23,
      ['A similar name: Seacroft Lodge, Seacroft Court'],
    ],
    [
      'a slip of the finger',
      { locationId: '1-120713147', town: 'SKEGNESS' },
      35,
      ['The IDs differ in one place: 1-120713147, 1-120713174', 'In the same town, Skegness'],
    ],
    ['the same ID', { locationId: '1-120713174' }, 100, ['The same location ID, 1-120713174']],
    [
      'the provider’s ID',
      { locationId: '1-101665577' },
      30,
      ['The ID in the row is that of its provider'],
    ],
    [
      'a phone without its zero',
      { phone: '1754 610372' },
      20,
      ['The same telephone number, 01754610372'],
    ],
    [
      'a phone from abroad',
      { phone: '+44 (0)1754 610372' },
      20,
      ['The same telephone number, 01754610372'],
    ],
    ['the code', { odsCode: 'vln1f' }, 35, ['The same ODS code, VLN1F']],
    ['next door', { postcode: 'PE25 1AA' }, 8, ['A postcode nearby: PE25 1AA, PE25 3QF']],
  ])('%s', (_, row, score, evidence) => {
    expect(likenessOf(row, site)).toEqual({ score, evidence });
  });

  it('says that a registration has ended, when anything fits', () => {
    const ended = { ...site, deregistered: true };
    expect(likenessOf({ odsCode: 'VLN1F' }, ended).evidence).toEqual([
      'The same ODS code, VLN1F',
      'CQC has ended this registration; look for the one that followed it',
    ]);
    expect(likenessOf({ name: 'The Elms' }, ended).evidence).toEqual([]);
  });

  const text = (...known: string[]) =>
    fc.option(fc.oneof(fc.constantFrom(...known), fc.string({ maxLength: 12 })));
  const row = fc.record({
    locationId: text('1-120713174', '1-120713147', '1-101665577'),
    name: text('Seacroft Court', 'Sea View', 'Seacroft Lodge'),
    postcode: text('PE25 3QF', 'PE253QF', 'PE25 1AA'),
    town: text('Skegness', 'Lincoln'),
    phone: text('01754610372', '1754610372'),
    odsCode: text('VLN1F', 'VLN1G'),
  });

  it('never falls by more that agrees, and stays within 0 and 100', () => {
    const agreeing = fc.constantFrom<Described>(
      { name: site.name },
      { postcode: site.postcode },
      { town: site.town },
      { phone: site.phone },
      { odsCode: site.odsCode },
    );
    fc.assert(
      fc.property(row, agreeing, (said, more) => {
        const before = likenessOf(said, site).score;
        const after = likenessOf({ ...said, ...more }, site).score;
        expect(after).toBeGreaterThanOrEqual(before);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('has a reason for every point', () => {
    fc.assert(
      fc.property(row, (said) => {
        const { score, evidence } = likenessOf(said, site);
        expect(score > 0).toBe(evidence.length > 0);
      }),
    );
  });
});

describe('ranking', () => {
  const lodge = { ...site, locationId: '1-2', name: 'Seacroft Lodge', odsCode: null };
  const ended = { ...site, locationId: '1-1', deregistered: true };
  const far: LikelySite = { locationId: '1-3', name: 'The Elms' };
  const said = { name: 'Seacroft Court', postcode: 'PE25 3QF' };

  it('puts the best first, the ended after their equals, and leaves chance out', () => {
    const ranked = rankLikely(said, [far, lodge, ended, site], 5);
    expect(ranked.map((s) => [s.site.locationId, s.score])).toEqual([
      ['1-120713174', 80],
      ['1-1', 80],
      ['1-2', 58],
    ]);
    expect(ranked.every((s) => s.score >= worthSuggesting)).toBe(true);
    expect(rankLikely(said, [far, lodge, ended, site], 1)).toHaveLength(1);
  });

  it('does not depend on the order in which sites are found', () => {
    const sites = [far, lodge, ended, site];
    fc.assert(
      fc.property(fc.shuffledSubarray(sites, { minLength: 4 }), (shuffled) => {
        expect(rankLikely(said, shuffled, 5)).toEqual(rankLikely(said, sites, 5));
      }),
    );
  });
});
