import { ImportTally } from './import-tally';

const problem = (message: string) => ({ row: 2, column: null, code: 'odd', message });

describe('the problems of a file', () => {
  it('are told as they are when a person can read them', () => {
    const tally = new ImportTally();
    tally.note(problem('“x” is no day; write day/month/year.'));
    expect(tally.problems()).toEqual([problem('“x” is no day; write day/month/year.')]);
  });

  it('lose the middle of what they quote when it is far too long', () => {
    const tally = new ImportTally();
    tally.note(problem(`“${'9'.repeat(60_000)}” is no location ID; look it up at CQC.`));
    const [told] = tally.problems();
    expect(told?.message.length).toBeLessThan(510);
    expect(told?.message).toMatch(/^“9+ … 9+” is no location ID; look it up at CQC\.$/);
  });
});
