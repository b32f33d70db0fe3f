import { Temporal } from 'temporal-polyfill';
import { type Absence, checkAbsence, lastDayIfEnded, type NamedAbsence } from './absence';

const today = Temporal.PlainDate.from('2026-12-01');
const names: Record<string, string> = { ann: 'Ann', bo: 'Bo', cy: 'Cy', di: 'Di' };

const absence = (officerId: string, coveredBy: string, from: string, until: string): Absence => ({
  officerId,
  coveredBy,
  from,
  until,
});
const known = (...given: Parameters<typeof absence>): NamedAbsence => ({
  ...absence(...given),
  officer: names[given[0]] ?? '',
  coverer: names[given[1]] ?? '',
});
const wish = absence('ann', 'bo', '2026-12-10', '2026-12-20');

describe('an absence', () => {
  it('may be set when nothing stands against it', () => {
    expect(() => checkAbsence(wish, [], today)).not.toThrow();
    expect(() =>
      checkAbsence(absence('ann', 'bo', '2026-12-01', '2026-12-01'), [], today),
    ).not.toThrow();
  });

  it.each([
    ['begins yesterday', absence('ann', 'bo', '2026-11-30', '2026-12-20'), 'absence-in-past'],
    [
      'ends before it begins',
      absence('ann', 'bo', '2026-12-10', '2026-12-09'),
      'absence-ends-first',
    ],
    ['lasts 367 days', absence('ann', 'bo', '2026-12-01', '2027-12-02'), 'absence-too-long'],
    [
      'is covered by the same person',
      absence('ann', 'ann', '2026-12-10', '2026-12-20'),
      'covers-self',
    ],
  ])('is refused when it %s', (_, given, code) => {
    expect(() => checkAbsence(given, [], today)).toThrow(expect.objectContaining({ code }));
  });

  it('may last 366 days', () => {
    const year = absence('ann', 'bo', '2026-12-01', '2027-12-01');
    expect(() => checkAbsence(year, [], today)).not.toThrow();
  });

  it.each([
    [
      'another of the same officer',
      known('ann', 'cy', '2026-12-20', '2026-12-24'),
      'Ann is down as away from 20 December 2026 until 24 December 2026 already. End that absence first, or choose other days.',
    ],
    [
      'one of the covering officer',
      known('bo', 'cy', '2026-12-01', '2026-12-10'),
      'Bo is away from 1 December 2026 until 10 December 2026. Choose somebody else to cover, or other days.',
    ],
    [
      'one that the absent officer covers',
      known('cy', 'ann', '2026-12-15', '2026-12-15'),
      'Ann covers for Cy from 15 December 2026 until 15 December 2026. Let somebody else cover for Cy first.',
    ],
  ])('is refused when it crosses %s', (_, other, message) => {
    expect(() => checkAbsence(wish, [other], today)).toThrow(
      expect.objectContaining({ code: 'absence-crosses', message }),
    );
  });

  it.each([
    ['the same officer, the day after', known('ann', 'cy', '2026-12-21', '2026-12-24')],
    ['the covering officer, until the day before', known('bo', 'cy', '2026-12-01', '2026-12-09')],
    ['somebody else whom the same officer covers', known('cy', 'bo', '2026-12-10', '2026-12-20')],
    ['two others', known('cy', 'di', '2026-12-10', '2026-12-20')],
  ])('may be set beside one of %s', (_, other) => {
    expect(() => checkAbsence(wish, [other], today)).not.toThrow();
  });
});

describe('an absence that is ended', () => {
  it.each([
    ['2026-12-02', null],
    ['2026-12-01', null],
    ['2026-11-30', '2026-11-30'],
    ['2026-11-02', '2026-11-30'],
  ])('that began on %s stays until %s', (from, last) => {
    expect(lastDayIfEnded({ from }, today)).toBe(last);
  });
});
