import { HtmlValidate } from 'html-validate';
import { letterInput, sampleParts } from '../../../../test/builders/letter-parts';
import { yourDetails } from '../kinds/your-details';
import { readingGrade } from '../wording/reading-age';
import { defaultWording } from '../wording/default-wording';
import type { WordingInForce } from '../wording/wording';
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

describe('activate', () => {
  it('tells the account holder what NHSmail sent, what to do first, and when it goes inactive', () => {
    const { subject, text } = alone(sampleParts.activate);
    expect(subject).toBe('Please log in to your new NHSmail account');
    expect(inOneLine(text)).toContain('an email with your user name and the first steps');
    expect(inOneLine(text)).toContain('goes inactive on Wednesday 20 January 2027.');
    expect(inOneLine(text)).toContain(
      'change your password, accept the rules of use, and fill in your profile',
    );
  });
  it('says from whom the address came, and that it serves for nothing else', () => {
    expect(inOneLine(alone(sampleParts.activate).text)).toContain(
      'Oak House asked for an NHSmail account for you (now called NHS.net Connect), and I am helping. They gave me your email address for this and nothing else.',
    );
  });
  it('says that it is the last reminder when it is', () => {
    expect(alone(sampleParts['activate, last']).subject).toBe(
      'Last reminder: log in to NHSmail before Sunday 3 January 2027',
    );
  });
  it('greets a colleague when the name is not held any more', () => {
    const input = letterInput({ parts: [sampleParts.activate], recipientName: null });
    expect(renderLetter(input).text).toContain('Dear colleague,');
  });
});

describe('keep-alive', () => {
  it('names the account, when it was last used and when it goes inactive', () => {
    const { text } = alone(sampleParts['keep-alive']);
    expect(inOneLine(text)).toContain('not used for 30 days goes inactive');
    expect(inOneLine(text)).toContain(
      "Alex Doe's account was last used on Tuesday 8 December 2026, as far as I know. It goes inactive on Thursday 7 January 2027.",
    );
    expect(inOneLine(text)).toContain('Ask Alex Doe to log in and open your shared mailbox');
  });
  it('lists several accounts in one letter', () => {
    const { text } = alone(sampleParts['keep-alive, two people']);
    expect(inOneLine(text)).toContain("One person's account was last used on Monday 7 December");
    expect(inOneLine(text)).toContain('Ask each of them to log in');
  });
  it('says "your account" when the reader is the one it is about', () => {
    const input = letterInput({ parts: [sampleParts['keep-alive']], recipientName: 'alex doe ' });
    const text = inOneLine(renderLetter(input).text);
    expect(text).toContain('Your account was last used on Tuesday 8 December 2026');
    expect(text).toContain('What to do: Log in and open your shared mailbox');
  });
});

describe('leaver', () => {
  it('says when the account is deleted, what to save, and asks who takes over', () => {
    const { text } = alone(sampleParts.leaver);
    expect(inOneLine(text)).toContain(
      'Alex Doe was marked as leaving your home on Thursday 31 December 2026.',
    );
    expect(inOneLine(text)).toContain('will be deleted on Saturday 30 January 2027.');
    expect(inOneLine(text)).toContain('Save any email your home still needs before that day.');
    expect(inOneLine(text)).toContain('tell me who will take over.');
  });
});

describe('long-leave', () => {
  it('says for how long an account may be off, and until when this one may', () => {
    const { text } = alone(sampleParts['long-leave']);
    expect(inOneLine(text)).toContain('can be switched off for 18 months at most.');
    expect(inOneLine(text)).toContain(
      "Alex Doe's account was switched off on Tuesday 30 September 2025. It must be back on by Tuesday 30 March 2027.",
    );
  });
});

describe('dspt-expiring', () => {
  it('gives the last day, what is left of it, and what then', () => {
    const { subject, text } = alone(sampleParts['dspt-expiring']);
    expect(subject).toBe('Publish your DSPT by Wednesday 30 June 2027');
    expect(inOneLine(text)).toContain(
      'Your DSPT for 25/26 counts until the end of Wednesday 30 June 2027. You have 90 days left. After that day you cannot send in the NHSmail form.',
    );
  });
  it('threatens no form that has gone in already', () => {
    const { text } = alone(sampleParts['dspt-expiring, approaching']);
    expect(text).not.toContain('NHSmail form');
  });
  it('says that Approaching Standards cannot be published again, and names the action plan', () => {
    const { subject, text } = alone(sampleParts['dspt-expiring, approaching']);
    expect(subject).toBe('Reach DSPT Standards Met by Wednesday 30 June 2027');
    expect(inOneLine(text)).toContain('You cannot publish at Approaching Standards again.');
    expect(inOneLine(text)).toContain(
      'Do what is still open on your action plan, and publish the DSPT at Standards Met by then.',
    );
    expect(alone(sampleParts['dspt-expiring']).text).not.toMatch(/Approaching|action plan/);
  });
  it('sends the home to its head office when that publishes for it', () => {
    const { subject, text } = alone(sampleParts['dspt-expiring, last, by the head office']);
    expect(subject).toBe('Last reminder: publish your DSPT by Wednesday 30 June 2027');
    expect(inOneLine(text)).toContain(
      'Ask your head office to publish the DSPT again by then, and to name your home in it.',
    );
  });
});

describe('reminder', () => {
  it('says what was asked and when', () => {
    const { text } = alone(sampleParts.reminder);
    expect(inOneLine(text)).toContain(
      'On Monday 21 December 2026 I asked you about this: the names of the staff who need an account. I have not heard back yet.',
    );
  });
  it('says at the last that a call comes next', () => {
    const { subject, text } = alone(sampleParts['reminder, last']);
    expect(subject).toBe('Can I still help you with NHSmail?');
    expect(inOneLine(text)).toContain('I asked you about this: who opens the shared mailbox. I');
    expect(inOneLine(text)).toContain('If I do not hear from you, I will call you.');
    expect(alone(sampleParts.reminder).text).not.toContain('If I do not hear from you');
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
    expect(text).toMatch(
      /Why you got this: Oak House (is signing up for|has|asked for an) NHSmail .*and I am helping\./,
    );
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
  it('has a subject of one short line, which names nobody: it is kept in the clear', () => {
    expect(letter.subject.length).toBeLessThanOrEqual(78);
    expect(letter.subject).not.toMatch(/Alex|Kim|Sam|Oak House/);
  });
});

describe('a letter with several parts', () => {
  const letter = renderLetter(
    letterInput({ parts: [sampleParts['otp-arrived'], sampleParts['otp-expiring']] }),
  );

  it('says how many in the subject and numbers them in order', () => {
    expect(letter.subject).toBe('2 things about NHSmail');
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

describe('the subject, which becomes a header', () => {
  it.each([
    'Hello\r\nBcc: x@evil.example',
    'Hello\nBcc: x@evil.example',
    'Hello\rBcc: x@evil.example',
    'Hello\0Bcc: x@evil.example',
    'Hello\u2028Bcc: x@evil.example',
    'Hello\u2029Bcc: x@evil.example',
    'Hello\u0085Bcc: x@evil.example',
    'Hello \r\n\tBcc: x@evil.example',
  ])('is one line, whatever the wording says: %j', (subject) => {
    const wording: WordingInForce = (kind) => ({ ...defaultWording(kind), subject });
    expect(renderLetter(letterInput({ wording })).subject).toBe('Hello Bcc: x@evil.example');
  });
  it('is one line, whatever its fields hold', () => {
    const part = { ...sampleParts.reminder, about: 'x\r\nBcc: x@evil.example' };
    const wording: WordingInForce = (kind) => ({
      ...defaultWording(kind),
      subject: 'On ((question)) of ((home))',
    });
    const home = { name: 'Oak\r\nCc: y@evil.example', town: null };
    expect(renderLetter(letterInput({ parts: [part], home, wording })).subject).toBe(
      'On x Bcc: x@evil.example of Oak Cc: y@evil.example',
    );
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
    expect(html.match(/<a\nhref="[^"<>]*"\n>/g)).toHaveLength(1);
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

describe('who writes', () => {
  const of = (association: string, part: LetterPart) =>
    inOneLine(renderLetter(letterInput({ parts: [part], association })).text);

  it('is named below every letter, on one line whatever the setting holds', () => {
    for (const [, part] of parts)
      expect(of('Wold\r\nCare', part)).toContain(
        'The system of Wold Care sent this letter for me.',
      );
  });
  it('is named in the privacy notice', () => {
    expect(of('Wold Care', yourDetails.sample)).toContain('I work for Wold Care, which helps');
  });
  it('is the care association while it has no name', () => {
    expect(wordsOf(alone(yourDetails.sample).html)).toContain(
      'I work for the care association, which helps homes to get NHSmail.',
    );
  });
});
