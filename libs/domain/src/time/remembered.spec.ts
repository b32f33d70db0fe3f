import { Remembered } from './remembered';

describe('Remembered', () => {
  it('works out each answer once', () => {
    const make = jest.fn((n: number) => ({ n }));
    const squares = new Remembered<number, { n: number }>();
    const first = squares.of(2, () => make(4));
    expect(squares.of(2, () => make(4))).toBe(first);
    expect(squares.of(3, () => make(9))).toEqual({ n: 9 });
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('does not grow without end', () => {
    const make = jest.fn(() => true);
    const seen = new Remembered<number, boolean>();
    for (let n = 0; n <= 5000; n++) seen.of(n, make);
    seen.of(0, make);
    expect(make).toHaveBeenCalledTimes(5002);
  });
});
