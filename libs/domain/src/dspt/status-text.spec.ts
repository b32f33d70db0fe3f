import fc from 'fast-check';
import { dsptLevels } from '../facts/fact-types';
import { editionOpenOn, readEdition, validTo } from './edition';
import { readDsptStatus } from './status-text';

const inShort = (text: string): string => {
  const { level, edition, mayOpenGate } = readDsptStatus(text);
  return `${level} ${edition ?? 'no edition'} ${mayOpenGate ? 'may open' : 'shut'}`;
};

describe('DSPT status text', () => {
  it.each([
    ['21/22 Standards Met.', 'met 21/22 may open'],
    ['21/22 Standards Met', 'met 21/22 may open'],
    ['2024-25 Standards Exceeded', 'exceeded 24/25 may open'],
    ['2024/2025 Standards Met ..', 'met 24/25 may open'],
    ['  25/26   approaching  standards. ', 'approaching 25/26 may open'],
    ['22/23 Standards Not Met', 'not-met 22/23 shut'],
    ['Not Published.', 'not-published no edition shut'],
    ['Not Individually Registered.', 'not-individually-registered no edition shut'],
    ['19/20 Entry Level', 'entry-level 19/20 shut'],
    ['Standards Met', 'met no edition shut'],
    ['24/26 Standards Met', 'unknown no edition shut'],
    ['20245 Standards Met', 'unknown no edition shut'],
    ['25/26 Standards Nearly Met', 'unknown 25/26 shut'],
    ['19/20 Standards Not Fully Met (Plan Agreed)', 'unknown 19/20 shut'],
    ['Not published', 'not-published no edition shut'],
    ['Standards Met 25/26', 'unknown no edition shut'],
    ['', 'unknown no edition shut'],
    ['.', 'unknown no edition shut'],
  ])('%p is %p', (text, expected) => {
    expect(inShort(text)).toBe(expected);
  });

  it.each([
    ['25/26 Standards Nearly Met.', 'standards nearly met'],
    ['  Standards   Nearly Met ..', 'standards nearly met'],
    ['24/26 Standards Met', '24/26 standards met'],
    ['25/26', ''],
  ])('%p is classified by the words %p', (text, words) => {
    expect(readDsptStatus(text).words).toBe(words);
  });

  it('comes to what a person said of its words, whatever the edition', () => {
    const classified = new Map([['standards nearly met', 'approaching' as const]]);
    const said = (text: string) => readDsptStatus(text, classified);
    expect(said('25/26 Standards Nearly Met.')).toMatchObject({
      level: 'approaching',
      edition: '25/26',
      mayOpenGate: true,
    });
    expect(said('Standards Nearly Met')).toMatchObject({
      level: 'approaching',
      mayOpenGate: false,
    });
    expect(said('25/26 Standards Met').level).toBe('met');
  });

  it('cannot be told that a status it knows is another', () => {
    const classified = new Map([['standards not met', 'met' as const]]);
    expect(readDsptStatus('25/26 Standards Not Met', classified).level).toBe('not-met');
  });

  it('reads a text of a million blanks in no time', () => {
    expect(readDsptStatus(`25/26 ${' .'.repeat(500_000)}x`).level).toBe('unknown');
  });

  it('keeps every text as it came, and lets none through that it does not know', () => {
    const written = fc.oneof(
      fc.string(),
      fc.stringMatching(/^(\d\d\/\d\d )?[A-Z][a-z ]{3,20}\.?$/),
    );
    fc.assert(
      fc.property(written, (text) => {
        const status = readDsptStatus(text);
        expect(status.raw).toBe(text);
        if (status.mayOpenGate) {
          expect(dsptLevels.slice(0, 3)).toContain(status.level);
          expect(status.edition).toMatch(/^\d\d\/\d\d$/);
        }
      }),
    );
  });
});

describe('DSPT edition', () => {
  it.each([
    ['25/26', '25/26'],
    ['2025-26', '25/26'],
    ['2025/2026', '25/26'],
    ['25-26', '25/26'],
    ['99/00', '99/00'],
    ['25/27', null],
    ['26/25', null],
    ['2025', null],
    ['1925-26', null],
  ])('%p is read as %p', (text, expected) => {
    expect(readEdition(text)).toBe(expected);
  });

  it.each([
    ['2026-06-30', '25/26'],
    ['2026-07-01', '26/27'],
    ['2026-01-01', '25/26'],
    ['1999-12-31', '99/00'],
  ])('on %s the edition %s is open', (day, edition) => {
    expect(editionOpenOn(day)).toBe(edition);
  });

  it('is valid to the end of June of the year after it closes', () => {
    expect(validTo('25/26').toString()).toBe('2027-06-30');
  });
});
