import { asksForSecret } from './asks-for-secret';
import { checkWording } from './check-wording';
import { defaultWording } from './default-wording';
import { highestReadingAge, readingAge } from './reading-age';
import type { Wording } from './wording';

const shipped = defaultWording('otp-expiring');
const problemsOf = (changes: Partial<Wording>) =>
  checkWording('otp-expiring', { ...shipped, ...changes }).map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );

describe('checkWording', () => {
  it.each<[string, Partial<Wording>, string]>([
    [
      'a field that is not there',
      { heading: 'By ((use bye))' },
      '/heading The heading: there is no field ((use bye)) here; use ((home)), ((officer)), ((officer email)), ((association)), ((use by)), ((days left)), ((carrier)).',
    ],
    [
      'a condition that is not there',
      { action: 'Do it. ((lost??Now))' },
      '/action What to do: there is no condition ((lost??…)) here; use ((link)), ((last)), ((today)), ((by post)), ((received)), ((counted from the request)), or one of them with "not" before it.',
    ],
    [
      'an open bracket',
      { more: ['Fine.', 'By ((use by'] },
      '/more/1 Paragraph 2 of what else may help: "((use by" is never closed with "))".',
    ],
    ['no action', { action: ' ' }, '/action What to do: write something here.'],
    [
      'an action that is there only sometimes',
      { action: '((last??Do it now.)) ((received??Do it.))' },
      '/action What to do: nothing is left of it when not last and not received; write something for that too.',
    ],
    [
      'no last day',
      { news: ['Use it soon.'], more: ['((last??By ((use by)).))'] },
      '/news The letter has to say ((use by)) whatever the conditions are; put it into a paragraph, outside of ((…??…)).',
    ],
    [
      'a text that is too long',
      { more: ['a'.repeat(601)] },
      '/more/0 Paragraph 1 of what else may help: keep it to 600 characters; it has 601.',
    ],
    [
      'a subject that is too long once it is filled in',
      { subject: 'Please, please, please use your NHSmail passcode no later than ((use by))' },
      '/subject The subject: with its fields filled in it can have 87 characters; keep it to 78.',
    ],
    [
      'a subject that names somebody',
      { subject: '((home)): use your passcode' },
      '/subject The subject: ((home)) names somebody, and subjects are kept in the clear; take it out.',
    ],
    [
      'a character that cannot be seen',
      { heading: 'Use it\u202e soon' },
      '/heading The heading: it holds a character that cannot be seen; type it again by hand.',
    ],
    [
      'too many paragraphs',
      { more: Array.from({ length: 11 }, () => 'More.') },
      '/more Use at most 10 paragraphs; here are 11.',
    ],
    [
      'a secret asked for',
      { action: 'Reply to this email with your passcode.' },
      '/action What to do: it seems to ask for a passcode, a password or another secret, which a letter never does; ask only whether it has come.',
    ],
  ])('finds %s', (_what, changes, problem) => {
    expect(problemsOf(changes)).toEqual([problem]);
  });

  it('lets a field of each person stand in a paragraph only', () => {
    const wording = { ...defaultWording('keep-alive'), heading: 'About ((whose)) account' };
    expect(checkWording('keep-alive', wording)).toEqual([
      {
        pointer: '/heading',
        message:
          'The heading: ((whose)) can stand only in a paragraph of its own kind; move it there.',
      },
    ]);
  });
  it.each(['\0', '\u2028', '\u200b', '\u0007', '\ue000'])('refuses %j', (char) => {
    expect(problemsOf({ heading: `a${char}b` })).toHaveLength(1);
  });
  it('takes a subject with a line break for one that cannot be read', () => {
    expect(problemsOf({ subject: 'Use it\r\nBcc: x@evil.example' })).toEqual([
      '/subject The subject: put it on one line.',
    ]);
  });
});

describe('asksForSecret', () => {
  it.each([
    'Reply to this email with your passcode.',
    'Please send me the **password**.',
    'Tell me what your passcode is.',
    'What is your PIN?',
    'Fill in the NHSmail form and send me the passcode.',
    'I need your contact ID.',
    'Reply with the one-time passcode',
    'Text the security code to me.',
  ])('finds it in "%s"', (text) => {
    expect(asksForSecret(text)).toBe(true);
  });
  it.each([
    'Never put a passcode or a password in an email, not even to me.',
    'Reply to this email and tell me if your passcode has come.',
    'Go back to the NHSmail form and type in the passcode.',
    'Tell me when the passcode letter is there.',
    'You will be asked to change your password.',
    'Do not send me the passcode.',
  ])('lets "%s" stand', (text) => {
    expect(asksForSecret(text)).toBe(false);
  });
});

describe('readingAge', () => {
  it('is that of the hardest sample, and above the limit for hard words', () => {
    expect(readingAge('otp-expiring', shipped)).toBeLessThanOrEqual(highestReadingAge);
    const hard =
      'Subsequently, administrative organisations necessitate comprehensive documentation.';
    expect(
      readingAge('otp-expiring', {
        ...shipped,
        more: Array.from({ length: 8 }, (_, n) => `${n}: ${hard}`),
      }),
    ).toBeGreaterThan(highestReadingAge);
  });
});
