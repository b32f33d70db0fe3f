import { HtmlValidate } from 'html-validate';
import { severalHomes } from '../../../../test/builders/several-homes';
import { readingGrade } from '../wording/reading-age';
import type { LetterPart } from '../rendering/letter-part';
import { renderLetter } from '../rendering/render-letter';
import { checkWording } from '../wording/check-wording';
import { defaultWording } from '../wording/default-wording';
import { sampleLetter, samplesOf } from '../wording/sample-letter';
import { letterKind, letterKindNames } from './letter-kinds';

const samples = letterKindNames.flatMap((kind) =>
  samplesOf(kind).map(({ name, part }): [string, LetterPart] => [`${kind}, ${name}`, part]),
);
const inOneLine = (text: string) => text.replace(/\s+/g, ' ');

describe.each(letterKindNames)('the wording shipped for %s', (kind) => {
  it('keeps every rule that officers have to keep', () => {
    expect(checkWording(kind, defaultWording(kind))).toEqual([]);
  });
  it('is of the kind whose sample it has', () => {
    expect(letterKind(kind).sample.kind).toBe(kind);
  });
});

describe.each(samples)('every letter: %s', (_name, part) => {
  const withLinks = sampleLetter(part, defaultWording);
  const withoutLinks = {
    ...withLinks,
    stopUrl: null,
    sections: withLinks.sections.map((section) => ({ ...section, answerUrl: null })),
  };
  const letter = renderLetter(withLinks);
  const { text } = renderLetter(withoutLinks);

  it('leaves no bracket, no asterisk and no empty value behind', () => {
    for (const said of [letter.subject, letter.text, text]) {
      expect(said).not.toMatch(/\(\(|\)\)|\?\?|\*\*|undefined|null|NaN| {2}| [.,;:!?]/);
      expect(said).not.toMatch(/^[.,;]/m);
    }
  });
  it('asks for one thing, and can be done without a link', () => {
    expect(letter.text.match(/What to do:/g)).toHaveLength(1);
    expect(inOneLine(text)).toMatch(/[Rr]eply to this email/);
    expect(text).not.toMatch(/https?:/);
  });
  it('gives the page on a line of its own, under words that say what it is for', () => {
    const lines = letter.text.split('\n');
    const at = lines.indexOf('https://caseload.example/a/sample-link-of-no-use');
    expect(lines[at - 1]).toMatch(/^[A-Z].+:$/);
    expect(lines[at + 1]).toBe('');
  });
  it('says from whom it is, why it came, and how to stop it', () => {
    expect(text).toContain('\nJo Reed\njo.reed@association.example\n');
    expect(inOneLine(text)).toMatch(/Why you got this: Oak House .* help/);
    expect(text).toContain('To stop these letters, reply with the word STOP.');
    expect(letter.text).toContain('\nhttps://caseload.example/a/sample-stop-of-no-use\n');
  });
  it('can be read at the age of eleven, with a link and without', () => {
    // The age at which a text can be read is its grade and five.
    const withoutAddresses = letter.text.replace(/^https:.*$/gm, '');
    expect(readingGrade(text)).toBeLessThanOrEqual(6);
    expect(readingGrade(withoutAddresses)).toBeLessThanOrEqual(6);
  });
  it('has a subject of one short line that names neither home nor person', () => {
    expect(letter.subject).toMatch(/^[ -~]{5,78}$/);
    expect(letter.subject).not.toMatch(/Alex|Kim|Sam|Oak House|Jo Reed/);
  });
  it('goes out as it is: ASCII, lines of at most 76 characters', () => {
    for (const content of [letter.text, letter.html]) {
      expect(content).toMatch(/^[\n -~]*$/);
      expect(Math.max(...content.split('\n').map((l) => l.length))).toBeLessThanOrEqual(76);
    }
  });
  it('is valid HTML', async () => {
    const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'] });
    const report = await validator.validateString(letter.html);
    expect(report.results.flatMap((r) => r.messages.map((m) => m.message))).toEqual([]);
  });
});

describe('a letter about several homes', () => {
  const letter = renderLetter(severalHomes(3));
  const text = inOneLine(letter.text);

  it('names each home over its own matters, numbered through', () => {
    expect(letter.subject).toBe('4 things about NHSmail');
    const order = ['The Larches, Spalding', ' 1. ', ' 2. ', 'Church View, Boston', ' 3. ', ' 4. '];
    const places = order.map((part) => text.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(letter.html.match(/<h2 class="home">/g)).toHaveLength(3);
  });
  it('is signed once, and names the other officer where another looks after a home', () => {
    expect(letter.text.match(/\nJo Reed\n/g)).toHaveLength(1);
    expect(text).toContain(
      'For this home, please write to Pat Low: pat.low@association.example 4. Your DSPT',
    );
    expect(letter.text.match(/Pat Low/g)).toHaveLength(1);
  });
  it('says how to answer one of them, and why it came for all', () => {
    expect(text).toContain('about 3 homes. If you reply by email, please give the number.');
    expect(text).toContain('Why you got this: The homes named above have NHSmail');
  });
  it('says of each home all that it has to know', () => {
    expect(text.match(/I counted from the day you asked/g)).toHaveLength(2);
  });
  it('has a page of its own for each matter', () => {
    expect(new Set(letter.text.match(/^https:.*sample-link.*$/gm)).size).toBe(4);
  });
  it('can be read at the age of eleven, and goes out as it is', () => {
    expect(readingGrade(letter.text.replace(/^https:.*$/gm, ''))).toBeLessThanOrEqual(6);
    for (const content of [letter.text, letter.html])
      expect(Math.max(...content.split('\n').map((l) => l.length))).toBeLessThanOrEqual(76);
  });
});
