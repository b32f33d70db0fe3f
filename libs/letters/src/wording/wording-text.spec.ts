import * as fc from 'fast-check';
import { plain } from '../rendering/section';
import { fillLine, fillParagraphs, type Values } from './fill';
import { readText } from './wording-text';

const values = (changes: Partial<Values> = {}): Values => ({
  fields: new Map([
    ['use by', 'Friday'],
    ['about', 'Who will own it?'],
    ['who', '((use by)) **x** <b>'],
  ]),
  conditions: new Set(['last']),
  each: [],
  eachFields: new Set(),
  manyLines: new Set(),
  ...changes,
});
const said = (source: string) => plain(fillLine(source, values()));

describe('a text with placeholders', () => {
  it('fills fields, whatever their case and spaces', () => {
    expect(said('Use it by (( Use  BY )).')).toBe('Use it by Friday.');
  });
  it('leaves out what stands under a condition that does not hold', () => {
    expect(said('((last??Last call: use)) ((not last??use)) it')).toBe('Last call: use it');
    expect(said('Do ((not last??a lot)) now.')).toBe('Do now.');
    expect(said('By then((not last??, soon)).')).toBe('By then.');
  });
  it('fills fields under a condition, and keeps bold', () => {
    expect(fillLine('((last??Use it by **((use by))**.))', values())).toEqual([
      'Use it by ',
      { bold: 'Friday' },
      '.',
    ]);
  });
  it('adds no stop to a sentence that brings its own', () => {
    expect(said('I asked: ((about)). Tell me.')).toBe('I asked: Who will own it? Tell me.');
    expect(said('I asked: **((about))**.')).toBe('I asked: Who will own it?');
    expect(said('Is it ((use by)). ((about))')).toBe('Is it Friday. Who will own it?');
  });
  it('never reads what a field holds', () => {
    expect(said('Ask ((who)) now')).toBe('Ask ((use by)) **x** <b> now');
  });
  it('leaves out a paragraph that has nothing to say', () => {
    expect(fillParagraphs(['((not last??Gone))', 'Here'], values())).toEqual([['Here']]);
  });
  it('writes a paragraph for each person, and one for each line of a long text', () => {
    const each = [new Map([['name', 'Al']]), new Map([['name', 'Bo']])];
    expect(
      fillParagraphs(['((name)) by ((use by))'], values({ each, eachFields: new Set(['name']) })),
    ).toEqual([['Al by Friday'], ['Bo by Friday']]);
    expect(fillParagraphs(['((name))'], values({ eachFields: new Set(['name']) }))).toEqual([]);
    const fields = new Map([['text', 'One.\r\n\r\nTwo.']]);
    expect(fillParagraphs(['((text))'], values({ fields, manyLines: new Set(['text']) }))).toEqual([
      ['One.'],
      ['Two.'],
    ]);
  });
  it('reads a question with two marks as a question', () => {
    expect(said('Really?? Yes')).toBe('Really?? Yes');
    expect(readText('Really?? Yes').problems).toEqual([]);
  });

  it.each([
    ['Use ((use by now', '"((use by now" is never closed with "))"'],
    ['Use ((last??it', '"((last" is never closed with "))"'],
    ['Use it)) now', '"))" closes a bracket that was never opened'],
    ['Use **it now', '"**" opens bold text that is never closed'],
    ['((last??**a))**', '"**" in ((last??…)) has to be closed inside the same brackets'],
    [
      '((last??a ((first??b))))',
      '((first??…)) stands inside ((last??…)); put them one after the other',
    ],
    ['Use (()) now', '(()) has no name in it'],
  ])('says what is wrong with "%s"', (text, problem) => {
    expect(readText(text).problems).toContain(problem);
  });

  it('reads any text at all in good time, and loses no letter of it when it is plain', () => {
    const pieces = fc.constantFrom(
      '((',
      '))',
      '??',
      '**',
      'last',
      'not last',
      'use by',
      ' ',
      'é',
      '<',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const { pieces: read } = readText(parts.join(''));
        expect(Array.isArray(read)).toBe(true);
      }),
      { numRuns: 2000, seed: 4 },
    );
    fc.assert(
      fc.property(
        fc.string().filter((s) => !/\(\(|\)\)|\*\*/.test(s)),
        (text) => {
          expect(readText(text)).toEqual({
            pieces: text === '' ? [] : [{ text, bold: false }],
            problems: [],
          });
        },
      ),
      { numRuns: 500, seed: 4 },
    );
    const deep = '((last??'.repeat(2000);
    expect(readText(deep).problems.length).toBeGreaterThan(0);
  });
});
