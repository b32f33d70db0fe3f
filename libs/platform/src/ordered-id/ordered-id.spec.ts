import { Temporal } from 'temporal-polyfill';
import { orderedId, orderOfCase, orderOfSite } from './ordered-id';

const now = Temporal.Instant.from('2026-11-20T10:00:00Z');
const later = now.add({ milliseconds: 1 });
const siteIds = ['1-101642521', '1-1000000001', '1-999990000012', '1-999990000013'];

describe('ids that lists are ordered by', () => {
  it('are UUIDs of version 7', () => {
    for (const site of [...siteIds, 'RWDDA', ''])
      expect(orderedId(now, orderOfSite(site))).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    expect(orderedId(now, 0n).slice(0, 13)).toBe('01a1f866-0d00');
  });

  it('of an earlier moment go before those of a later one, whatever their site', () => {
    expect(orderedId(now, orderOfSite('1-999999999999')) < orderedId(later, 0n)).toBe(true);
  });

  it('of one moment go by the number of their site', () => {
    const ids = siteIds.map((site) => orderedId(now, orderOfSite(site)));
    expect([...ids].reverse().sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('of what belongs to a case go as their cases do, and of one case each time alike', () => {
    const cases = siteIds.map((site) => orderedId(now, orderOfSite(site)));
    const letters = cases.map((id) => orderedId(later, orderOfCase(id), 'ask p1'));
    expect([...letters].reverse().sort()).toEqual(letters);
    const [one = ''] = cases;
    const order = (...marks: string[]): string[] =>
      marks
        .map((mark) => ({ mark, id: orderedId(later, orderOfCase(one), mark) }))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ mark }) => mark);
    expect(order('ask p2', 'ask p1', 'stop')).toEqual(order('stop', 'ask p1', 'ask p2'));
  });

  it('are never the same twice', () => {
    const ids = Array.from({ length: 100 }, () => orderedId(now, 7n, 'same'));
    expect(new Set(ids).size).toBeGreaterThan(98);
  });
});
