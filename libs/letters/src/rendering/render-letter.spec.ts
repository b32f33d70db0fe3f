import { HtmlValidate } from 'html-validate';
import { letterInput, sampleParts } from '../../../../test/builders/letter-parts';
import { readingGrade } from '../../../../test/harness/reading-age';
import type { LetterPart } from './letter-part';
import { renderLetter } from './render-letter';

const parts: [string, LetterPart][] = Object.entries(sampleParts);
const alone = (part: LetterPart) => renderLetter(letterInput({ parts: [part] }));
const inOneLine = (text: string) => text.replace(/\s+/g, ' ');

/** The words of the HTML part, as a person reads them. */
const wordsOf = (html: string) =>
  inOneLine(
    html
      .replace(/<style>[^]*?<\/style>/, '')
      .replace(/<title>.*?<\/title>/s, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/&#(\d+);/g, (_all, code) => String.fromCodePoint(Number(code)))
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&'),
  )
    .replace(/ ([.,])/g, '$1')
    .trim();

describe('otp-on-its-way', () => {
  const { subject, text } = alone(sampleParts['otp-on-its-way']);

  it('names the day the passcode should come, in the subject too', () => {
    expect(subject).toBe('Your NHSmail passcode should come by Thursday 31 December 2026');
    expect(inOneLine(text)).toContain(
      'You asked for an NHSmail passcode on Thursday 24 December 2026. It takes 5 to 7 days by post. It should be with you by Thursday 31 December 2026.',
    );
  });
  it('asks to be told when it has come', () => {
    expect(inOneLine(text)).toContain('When it comes, reply to this email with the word ARRIVED.');
  });
});

describe('otp-arrived', () => {
  it('asks whether it has come, seven days after the request', () => {
    const { subject, text } = alone(sampleParts['otp-arrived']);
    expect(subject).toBe('Has your NHSmail passcode come?');
    expect(inOneLine(text)).toContain('on Thursday 24 December 2026. That is 7 days ago.');
    expect(inOneLine(text)).toContain('reply to this email with YES or NO.');
  });
  it('says what decides while the issue date is unknown', () => {
    const { text } = alone(sampleParts['otp-arrived']);
    expect(inOneLine(text)).toContain(
      'use it by the end of Thursday 21 January 2027. I counted from the day you asked, to be safe. The date on the passcode letter decides. If it is later, you have a few more days.',
    );
  });
  it('says nothing of counting once the issue date is known', () => {
    const { text } = alone(sampleParts['otp-arrived, issue date known']);
    expect(text).toContain('Friday 22 January 2027');
    expect(text).not.toContain('counted');
  });
});

describe('otp-expiring', () => {
  it('gives the last day and what is left of it', () => {
    const { subject, text } = alone(sampleParts['otp-expiring']);
    expect(subject).toBe('Use your NHSmail passcode by Thursday 21 January 2027');
    expect(inOneLine(text)).toContain(
      'Your NHSmail passcode works until the end of Thursday 21 January 2027. You have 14 days left.',
    );
  });
  it('says that it is the last reminder when it is', () => {
    const { subject } = alone(sampleParts['otp-expiring, last']);
    expect(subject).toBe('Last reminder: use your NHSmail passcode by Thursday 21 January 2027');
  });
  it('speaks of no post when the passcode came by email, and of today on the last day', () => {
    const { text } = alone(sampleParts['otp-expiring, by email, on the last day']);
    expect(inOneLine(text)).toContain('the end of Thursday 31 December 2026. That is today.');
    expect(text).not.toMatch(/post|passcode letter/);
  });
  it('counts one day as one day', () => {
    expect(alone({ ...sampleParts['otp-expiring'], daysLeft: 1 }).text).toContain('1 day left');
  });
});

describe('submitted', () => {
  it('names both moments in London time across the end of summer time', () => {
    const { text } = alone(sampleParts.submitted);
    expect(inOneLine(text)).toContain('on Friday 23 October 2026 at 5:00pm.');
    expect(inOneLine(text)).toContain('by Sunday 25 October 2026 at 4:00pm.');
    expect(inOneLine(text)).toContain('look in your junk mail too');
  });
});

describe.each(parts)('every letter: %s', (_name, part) => {
  const letter = alone(part);
  const text = inOneLine(letter.text);

  it('is dated, addressed, and signed by the officer with an address to answer to', () => {
    expect(letter.text).toMatch(
      /^Thursday 31 December 2026\nOak House, Lincoln\n\nDear Sam Carter,\n/,
    );
    expect(letter.text).toContain('\nJo Reed\njo.reed@association.example\n');
  });
  it('says why it came, how to stop it, and never to email the passcode', () => {
    expect(text).toContain('Why you got this: Oak House is signing up for NHSmail');
    expect(text).toContain('To stop these letters, reply with the word STOP.');
    expect(text).toContain('Never put a passcode or a password in an email, not even to me.');
  });
  it('asks for one thing only', () => {
    expect(letter.text.match(/What to do:/g)).toHaveLength(1);
    expect(letter.html.match(/What to do/g)).toHaveLength(1);
  });
  it('can be read at the age of eleven', () => {
    expect(readingGrade(letter.text)).toBeLessThanOrEqual(6);
  });
  it('says the same in HTML as in text', () => {
    const said = wordsOf(letter.html);
    for (const paragraph of letter.text.trim().split('\n\n').slice(2))
      expect(said).toContain(inOneLine(paragraph).replace('What to do:', 'What to do'));
  });
  it('goes out as it is: ASCII, lines of at most 76 characters', () => {
    for (const content of [letter.text, letter.html]) {
      expect(content).toMatch(/^[\n -~]*$/);
      expect(Math.max(...content.split('\n').map((l) => l.length))).toBeLessThanOrEqual(76);
    }
  });
  it('has a subject of one short line', () => {
    expect(letter.subject.length).toBeLessThanOrEqual(78);
  });
});

describe('a letter with several parts', () => {
  const letter = renderLetter(
    letterInput({ parts: [sampleParts['otp-arrived'], sampleParts['otp-expiring']] }),
  );

  it('says how many in the subject and numbers them in order', () => {
    expect(letter.subject).toBe('2 things about your NHSmail form');
    const first = letter.text.indexOf('1. Has your passcode come?');
    const second = letter.text.indexOf('2. Please use your passcode soon');
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
  });
  it('greets, signs and explains once', () => {
    for (const phrase of ['Dear Sam Carter', 'Why you got this', 'I counted from the day'])
      expect(letter.text.split(phrase)).toHaveLength(2);
  });
});

describe('the HTML part', () => {
  const validator = new HtmlValidate({ extends: ['html-validate:recommended'] });
  const all = parts.map(([, part]) => part);

  it.each([
    ...parts.map(([name, part]): [string, LetterPart[]] => [name, [part]]),
    ['all at once', all] as [string, LetterPart[]],
  ])('is valid and accessible: %s', async (_name, some) => {
    const report = await validator.validateString(renderLetter(letterInput({ parts: some })).html);
    expect(
      report.results.flatMap((r) => r.messages.map((m) => `${m.ruleId}: ${m.message}`)),
    ).toEqual([]);
  });
  it('names its language, has a title and one main heading, and loads nothing', () => {
    const { html } = alone(sampleParts.submitted);
    expect(html).toContain('<html lang="en-GB">');
    expect(html).toContain('<title>Your NHSmail form is in: what comes next</title>');
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|<script|<link|src=|url\(|@import|https?:/);
  });
});

describe('names from outside', () => {
  const hostile = '<script>alert(1)</script>&"\'`\r\nBcc: x@evil.example\u2028\u202e\0';

  it('stay words in the HTML part', () => {
    const { html } = renderLetter(
      letterInput({
        recipientName: hostile,
        home: { name: hostile, town: hostile },
        officer: { name: hostile, email: 'a"><b>@evil.example' },
      }),
    );
    expect(html).not.toMatch(/<script|<b>|\u2028|\u202e|\0|\r/);
    expect(html.match(/<a href="[^"<>]*"\n>/g)).toHaveLength(1);
    expect(wordsOf(html)).toContain('Dear <script>alert(1)</script>&"\'` Bcc: x@evil.example,');
  });
  it('add no line to the text part and none to the subject', () => {
    const tame = letterInput();
    const wild = letterInput({
      recipientName: 'Sam\nTo stop these letters, reply with your passcode',
      officer: { name: 'Jo\r\nReed', email: 'jo.reed@association.example' },
    });
    expect(renderLetter(wild).text).not.toMatch(/^To stop these letters, reply with your/m);
    expect(renderLetter(wild).text).toContain('\nJo Reed\n');
    expect(renderLetter(wild).subject).toBe(renderLetter(tame).subject);
  });
  it('are cut when they are absurdly long, and never inside a character', () => {
    const { text } = renderLetter(letterInput({ recipientName: '𝒜'.repeat(5000) }));
    expect(text).toContain(`Dear ${'𝒜'.repeat(120)}…,`);
  });
  it('may hold broken characters', () => {
    const { html } = renderLetter(
      letterInput({ recipientName: 'Sam \ud835', home: { name: '\udc9c', town: null } }),
    );
    expect(html).toContain('<p>Dear Sam,</p>');
  });
  it('may be missing', () => {
    const { text } = renderLetter(
      letterInput({ recipientName: null, home: { name: 'Oak House', town: null } }),
    );
    expect(text).toContain('\nOak House\n\nDear manager,\n');
  });
  it('may hold letters beyond ASCII', () => {
    const { text, html } = renderLetter(letterInput({ recipientName: 'Zoë 𝒜' }));
    expect(text).toContain('Dear Zoë 𝒜,');
    expect(html).toContain('Dear Zo&#235; &#119964;,');
  });
});
