import { ProgressLine } from './progress-line';

const reading = (doneBytes: number, allBytes: number) =>
  ({ step: 'reading', doneBytes, allBytes }) as const;

let now: number;
let written: string[];
const lineOn = (isTTY: boolean) =>
  new ProgressLine({ isTTY, write: (text) => written.push(text) }, () => now);

beforeEach(() => {
  [now, written] = [0, []];
});

describe('the line that tells how far a reading is', () => {
  it('is written over on a terminal, at most ten times a second, and taken off at the end', () => {
    const line = lineOn(true);
    for (now = 0; now <= 250; now += 50) line.show('a.csv', reading(now * 10_000, 10_000_000));
    line.clear();
    expect(written).toEqual([
      '\rReading a.csv: 1.0 of 10.0 MB, 10%\u001b[K',
      '\rReading a.csv: 2.0 of 10.0 MB, 20%\u001b[K',
      '\r\u001b[K',
    ]);
  });

  it('is a new line every two seconds elsewhere', () => {
    const line = lineOn(false);
    for (now = 0; now <= 2500; now += 500) line.show('a.csv', reading(now * 1000, 4_000_000));
    now = 4600;
    line.show('a.csv', { step: 'writing', doneBytes: 4_000_000, allBytes: 4_000_000 });
    line.clear();
    expect(written).toEqual(['Reading a.csv: 2.0 of 4.0 MB, 50%\n', 'Bringing in a.csv …\n']);
  });

  it('says nothing of a file that is read at once', () => {
    const line = lineOn(true);
    line.show('a.csv', reading(10, 100));
    line.clear();
    expect(written).toEqual([]);
  });
});
