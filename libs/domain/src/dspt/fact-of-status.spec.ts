import fc from 'fast-check';
import { entry, siteCode } from '../../../../test/builders/dspt';
import { type DsptFact, factOfStatus, type ToldDspt } from './fact-of-status';

const listDay = '2026-11-20';

const own = (status: string, on: string | null) => ({
  entry: entry(siteCode, status, on),
  coverage: 'own' as const,
});
const inherited = (status: string, on: string | null) => ({
  entry: entry('AIN1', status, on),
  coverage: 'inherited' as const,
});
const told = (
  on: string,
  level: DsptFact['level'],
  edition = '25/26',
  coverage: 'own' | 'inherited' = 'own',
) => ({ on, level, edition, coverage });

const met = own('25/26 Standards Met.', '2026-05-20');

describe('what an open case is told of a list', () => {
  it.each<[string, Parameters<typeof factOfStatus>[0], ToldDspt, string | null]>([
    ['nothing counts', null, [], null],
    ['a publication', met, [], '2026-05-20 met 25/26 own'],
    [
      'one of its headquarters',
      inherited('2025-26 Approaching Standards', '2026-06-01'),
      [],
      '2026-06-01 approaching 25/26 inherited',
    ],
    [
      'one below',
      own('25/26 Standards Not Met', '2026-06-01'),
      [told('2026-05-20', 'met')],
      '2026-06-01 not-met 25/26 own',
    ],
    ['one it knows', met, [told('2026-05-20', 'met')], null],
    ['one an officer recorded a day late', met, [told('2026-05-21', 'met')], null],
    ['the same again, on a later day', met, [told('2026-05-01', 'met')], null],
    ['an older one than it knows', met, [told('2026-11-01', 'met', '26/27')], null],
    [
      'another of the same day',
      met,
      [told('2026-05-20', 'approaching')],
      '2026-05-20 met 25/26 own',
    ],
    [
      'the next edition',
      own('26/27 Standards Met', '2026-09-01'),
      [told('2026-05-20', 'met')],
      '2026-09-01 met 26/27 own',
    ],
    [
      'met again after it was below',
      own('25/26 Standards Met', '2026-09-01'),
      [told('2026-05-20', 'met'), told('2026-07-01', 'not-met')],
      '2026-09-01 met 25/26 own',
    ],
    [
      'an old fact again, between newer ones of its day',
      met,
      [told('2026-05-20', 'met'), told('2026-05-20', 'approaching')],
      null,
    ],
    [
      'its own, where its headquarters’ counted',
      own('25/26 Standards Met', '2026-07-01'),
      [told('2026-06-01', 'met', '25/26', 'inherited')],
      '2026-07-01 met 25/26 own',
    ],
    ['not published', own('Not Published', null), [], '2026-11-20 not-published 26/27 own'],
    [
      'still not published',
      own('Not Published', null),
      [told('2026-01-10', 'not-published')],
      null,
    ],
    [
      'published no more',
      own('Not Published', null),
      [told('2026-05-20', 'met')],
      '2026-11-20 not-published 26/27 own',
    ],
    [
      'not published itself, but by headquarters',
      own('Not Published', null),
      [told('2026-05-20', 'met', '25/26', 'inherited')],
      null,
    ],
    [
      'not published in a list of before it was',
      own('Not Published', null),
      [told('2026-11-21', 'met')],
      null,
    ],
    ['headquarters have not published', inherited('Not Published', null), [], null],
    ['not individually registered', own('Not Individually Registered', null), [], null],
    ['Entry Level', own('19/20 Entry Level', '2020-06-01'), [], null],
    ['a status nobody knows', own('25/26 Gold', '2026-06-01'), [], null],
    ['no edition', own('Standards Met', '2026-06-01'), [], null],
    ['no day', own('25/26 Standards Met', null), [], null],
    ['a day after the list’s own', own('25/26 Standards Met', '2026-12-01'), [], null],
  ])('%s', (_, counted, known, expected) => {
    const fact = factOfStatus(counted, known, listDay);
    expect(fact && `${fact.on} ${fact.level} ${fact.edition} ${fact.coverage}`).toBe(expected);
  });

  it('is never told twice, whatever the lists show and the case knew', () => {
    const publication = fc.record({
      on: fc.constantFrom('2026-05-20', '2026-06-01', '2026-11-20', '2026-11-30'),
      level: fc.constantFrom<DsptFact['level']>('met', 'approaching', 'not-met', 'not-published'),
      edition: fc.constantFrom('25/26', '26/27'),
      coverage: fc.constantFrom('own' as const, 'inherited' as const),
    });
    const counted = fc
      .tuple(
        fc.constantFrom(own, inherited),
        fc.constantFrom('25/26 Standards Met', '26/27 Standards Not Met', 'Not Published', 'Gold'),
        fc.constantFrom('2026-05-20', '2026-06-01', '2026-11-20'),
      )
      .map(([whose, status, on]) => whose(status, status === 'Not Published' ? null : on));
    fc.assert(
      fc.property(fc.array(publication, { maxLength: 4 }), counted, (known, shown) => {
        const inOrder = (facts: ToldDspt) => [...facts].sort((a, b) => (a.on < b.on ? -1 : 1));
        const before = inOrder(known);
        const fact = factOfStatus(shown, before, listDay);
        if (!fact) return;
        const older = before.filter((p) => p.on <= fact.on);
        const after = [...older, fact, ...before.slice(older.length)];
        expect(factOfStatus(shown, after, listDay)).toBeNull();
        expect(fact.on <= listDay).toBe(true);
      }),
    );
  });
});
