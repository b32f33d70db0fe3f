import { describe, expect, it } from '@jest/globals';
import { corpus } from './corpus';
import { type Figures, figuresOf, inWords, judge } from './judge';

describe('the labelled corpus of incoming mail', () => {
  let figures: Figures;

  beforeAll(async () => {
    figures = figuresOf(await Promise.all(corpus.map(judge)));
    process.stdout.write(`${inWords('Labelled mail', figures)}\n`);
  });

  it('holds at least 500 messages, no two of them alike', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(500);
    expect(new Set(corpus.map(({ raw }) => raw.toString('latin1'))).size).toBe(corpus.length);
  });

  it('takes no machine for a person', () => {
    expect(figures.machinesTakenForPeople).toEqual([]);
  });

  it('takes no person for a machine', () => {
    expect(figures.peopleTakenForMachines).toEqual([]);
  });

  it('files nothing to a wrong case', () => {
    expect(figures.wrongCase).toEqual([]);
  });

  it('files each message where it belongs, and guesses the likeliest case first', () => {
    expect(figures.threads).toEqual([]);
    expect(figures.guesses).toEqual([]);
  });

  it('tells the kinds of machine mail apart, and thanks from answers', () => {
    expect(figures.otherKinds).toEqual([]);
  });

  it('reads the day of return', () => {
    expect(figures.returnDays.wrong).toEqual([]);
  });

  it('reads which address failed, and whether for good', () => {
    expect(figures.reports.wrong).toEqual([]);
  });

  it('reads our words only where a person answers with them', () => {
    expect(figures.keywords).toEqual([]);
  });

  it('cuts the quoted letter away, and nothing else', () => {
    expect(figures.newest.wrong).toEqual([]);
  });
});
