import { lineOf, median, quantile } from './figures';
import { interleaved } from './measuring';

describe('a figure', () => {
  it('ranks by the middle value, or between the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(quantile([0, 100, 50], 0.95)).toBe(95);
    expect(() => median([])).toThrow(RangeError);
  });

  it('divides the medians of both sides, and judges a rate by its ratio', () => {
    const rounds = [
      { ours: 80, limit: 100 },
      { ours: 90, limit: 100 },
      { ours: 10, limit: 100 },
    ];
    expect(JSON.parse(lineOf({ figure: 'F1', unit: 'reminders/s', rounds }))).toMatchObject({
      figure: 'F1',
      ours: 80,
      limit: 100,
      ratio: 0.8,
      goal: 0.85,
      met: false,
      rounds: 3,
    });
  });

  it('judges a lateness by our own number, and less is better', () => {
    const line = lineOf({ figure: 'F5', unit: 'ms', rounds: [{ ours: 20, limit: 2 }] });
    expect(JSON.parse(line)).toMatchObject({ ours: 20, ratio: 10, met: true });
  });

  it('is measured in turns: ours, limit, ours, limit', async () => {
    const turns: string[] = [];
    const turn = (name: string) => () => Promise.resolve(turns.push(name));
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const pairs = await interleaved('W1', 2, turn('ours'), turn('limit'));
    write.mockRestore();
    expect(turns).toEqual(['ours', 'limit', 'ours', 'limit']);
    expect(pairs).toEqual([
      { ours: 1, limit: 2 },
      { ours: 3, limit: 4 },
    ]);
  });
});
