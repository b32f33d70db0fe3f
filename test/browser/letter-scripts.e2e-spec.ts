import {
  defaultWording,
  type LetterInput,
  type LetterPart,
  letterKindNames,
  renderLetter,
  samplesOf,
  type Wording,
} from '@app/letters';
import type { Page } from 'playwright-core';
import { disguisedPayloads, scriptPayloads } from '../builders/script-payloads';
import { describeWithChromium } from '../harness/chromium';
import { sized, stopwatch, tellFigure } from '../harness/full-size';

/** The hundred of every run, or every disguise of them in full: more than 500. */
const payloads = sized(scriptPayloads, disguisedPayloads);

jest.setTimeout(sized(240_000, 1_800_000));

/** Values that decide what a letter is about, and days: nobody types them as they like. */
const fixed = /^(?:kind|channel|standing|result|.*On|.*At|.*By|until|since|validTo|worksUntil)$/;

function everywhere<T>(value: T, text: string, key = ''): T {
  if (Array.isArray(value)) return value.map((item) => everywhere(item, text)) as T;
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([k, v]) => [k, everywhere(v, text, k)]),
    ) as T;
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value);
  return (typeof value === 'string' && !fixed.test(key) && !isDay ? text : value) as T;
}

/** A letter in which everything that comes from people is this text: the wording, too. */
function hostileLetter(parts: readonly LetterPart[], text: string): LetterInput {
  const word = (before: string): string => `${before} ${text}`;
  const wording = (w: Wording): Wording => ({
    subject: word(w.subject),
    heading: word(w.heading),
    news: w.news.map(word),
    action: word(w.action),
    button: word(w.button),
    more: w.more.map(word),
  });
  return {
    sections: ['', 'Elm '].flatMap((home) =>
      parts.map((part) => ({
        part: everywhere(part, text),
        home: { name: home + text, town: text },
        officer: { name: home + text, email: home === '' ? text : `pat@${text}` },
        answerUrl: home === '' ? 'https://caseload.example/a/x' : null,
      })),
    ),
    recipientName: text,
    day: '2026-12-31',
    stopUrl: 'https://caseload.example/a/x',
    association: text,
    wording: (kind) => wording(defaultWording(kind)),
  };
}

/** How many elements of each name the page has, and where its links lead. */
const inPage = `JSON.stringify({
  tags: [...document.querySelectorAll('*')].map((e) => e.localName).sort(),
  attributes: [...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).sort(),
  links: [...document.links].filter((a) => !/^(?:https:\\/\\/caseload\\.example\\/|mailto:)/.test(a.href)).length,
})`;

describeWithChromium('scripts in what people write', (browser) => {
  let page: Page;
  let dialogs = 0;
  const asked: string[] = [];

  beforeAll(async () => {
    page = await (await browser().newContext()).newPage();
    page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await page.route('**/*', (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
  });

  it('would be noticed: one that is not escaped runs', async () => {
    await page.setContent('<img src="https://evil.example/x" onerror=alert(1)>');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(dialogs).toBe(1);
    expect(asked).toEqual(['https://evil.example/x']);
    dialogs = 0;
    asked.length = 0;
  });

  it('are at least a hundred, or five hundred in disguise', () => {
    expect(new Set(scriptPayloads).size).toBeGreaterThanOrEqual(100);
    expect(disguisedPayloads.length).toBeGreaterThanOrEqual(500);
  });

  const samples = letterKindNames.flatMap((kind) => samplesOf(kind).slice(0, 1));
  const alone = samples.map(({ part }): [string, LetterPart[]] => [part.kind, [part]]);
  const together: [string, LetterPart[]] = ['every letter', samples.map(({ part }) => part)];

  it.each(sized([together], [together, ...alone]))(
    'do not run, and add no element, in any field of: %s',
    async (name, parts) => {
      const seconds = stopwatch();
      const load = async (text: string): Promise<string> => {
        const { html } = renderLetter(hostileLetter(parts, text));
        await page.setContent(html, { waitUntil: 'commit' });
        return page.evaluate<string>(inPage);
      };
      const tame = await load('Oak');
      const wrong: string[] = [];
      for (const payload of payloads) if ((await load(payload)) !== tame) wrong.push(payload);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const [n, failures] = [payloads.length, wrong.length + dialogs + asked.length];
      tellFigure({ name: `scripts in ${name}`, n, failures, seconds: seconds() });
      expect(wrong).toEqual([]);
      expect({ dialogs, asked }).toEqual({ dialogs: 0, asked: [] });
    },
  );
});
