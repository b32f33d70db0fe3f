import { authorityOn } from './authority-in-force';

const moved = [{ from: 'Rutland', to: 'Lincolnshire', on: '2026-05-10' }];
const becomes = (to: string, effectiveOn = '2028-04-01') => ({
  from: 'Lincolnshire',
  to,
  effectiveOn,
});

describe('the authority a site counts under on a day', () => {
  it.each([
    ['2026-05-09', 'Rutland'],
    ['2026-05-10', 'Lincolnshire'],
  ])('a site that moved, on %s: %s', (day, expected) => {
    expect(authorityOn(day, { now: 'Lincolnshire', told: moved }, [])).toBe(expected);
  });

  it.each([
    ['the last day of the old council', '2028-03-31', 'Lincolnshire'],
    [
      'the first of the new, which the register does not know yet',
      '2028-04-01',
      'Greater Lincolnshire',
    ],
  ])('%s', (_, day, expected) => {
    const change = [becomes('Greater Lincolnshire')];
    expect(authorityOn(day, { now: 'Lincolnshire', told: [] }, change)).toBe(expected);
  });

  it.each([
    ['register ahead of it', '2028-03-01'],
    ['register behind it', '2028-06-20'],
  ])('a reorganisation goes by its own day: %s', (_, on) => {
    const known = { now: 'North', told: [{ from: 'Lincolnshire', to: 'North', on }] };
    const split = [becomes('North'), becomes('South')];
    expect(authorityOn('2028-03-31', known, split)).toBe('Lincolnshire');
    expect(authorityOn('2028-04-01', known, split)).toBe('North');
  });

  it('does not guess which part of a council that was split a site came to', () => {
    const split = [becomes('North'), becomes('South')];
    expect(authorityOn('2028-05-01', { now: 'Lincolnshire', told: [] }, split)).toBe(
      'Lincolnshire',
    );
  });

  it('ends where names follow each other in a ring', () => {
    const ring = [
      { from: 'A', to: 'B', effectiveOn: '2027-01-01' },
      { from: 'B', to: 'A', effectiveOn: '2028-01-01' },
    ];
    expect(authorityOn('2029-01-01', { now: 'A', told: [] }, ring)).toBe('B');
    expect(authorityOn('2029-01-01', { now: null, told: [] }, ring)).toBeNull();
  });
});
