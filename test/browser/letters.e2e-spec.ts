import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  defaultWording,
  type LetterInput,
  letterKindNames,
  renderLetter,
  sampleLetter,
  samplesOf,
} from '@app/letters';
import type { Page } from 'playwright-core';
import { severalHomes } from '../builders/several-homes';
import { describeWithChromium } from '../harness/chromium';

jest.setTimeout(240_000);

/** Where to put pictures of every letter; none are made without it. */
const pictures = process.env.LETTER_PICTURES;

const letters: [string, LetterInput][] = [
  ...letterKindNames.flatMap((kind) =>
    samplesOf(kind).map(({ name, part }): [string, LetterInput] => [
      name === 'as a rule' ? kind : `${kind}, ${name}`,
      sampleLetter(part, defaultWording),
    ]),
  ),
  ['several homes', severalHomes(3)],
  ['twelve homes', severalHomes(12)],
];

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const rules = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);

interface Violation {
  id: string;
  help: string;
  nodes: { html: string }[];
}

describeWithChromium('letters in a mail program', (browser) => {
  let page: Page;

  beforeAll(async () => {
    page = await (await browser().newContext()).newPage();
    if (pictures) mkdirSync(pictures, { recursive: true });
  });

  /** What axe finds wrong. */
  async function faults(): Promise<string[]> {
    await page.evaluate(axe);
    const found = await page.evaluate<Violation[]>(
      `axe.run(document, { runOnly: ${rules} }).then(({ violations }) => violations)`,
    );
    return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 120)}`);
  }

  const width = (): Promise<number> =>
    page.evaluate<number>('document.documentElement.scrollWidth');

  describe.each(letters)('%s', (name, input) => {
    const { html } = renderLetter(input);

    it('meets WCAG 2.2 AA by light and by dark, and fits every screen', async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, media: 'screen' });
        for (const screen of [320, 390, 1280]) {
          await page.setViewportSize({ width: screen, height: 800 });
          await page.setContent(html);
          expect(await width()).toBeLessThanOrEqual(screen);
          if (pictures && (colorScheme === 'light' ? screen > 320 : screen === 390))
            await page.screenshot({
              path: join(pictures, `${name.replace(/\W+/g, '-')}-${screen}-${colorScheme}.png`),
              fullPage: true,
            });
        }
        // A variant differs in its words only.
        if (!name.includes(',')) expect(await faults()).toEqual([]);
      }
    });

    it('can be read at twice the size, with nothing running out at the side', async () => {
      await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
      await page.setViewportSize({ width: 640, height: 800 });
      await page.setContent(html);
      const before = await page.evaluate<string>(
        'getComputedStyle(document.querySelector("p")).fontSize',
      );
      await page.evaluate('document.documentElement.style.fontSize = "200%"');
      const after = await page.evaluate<string>(
        'getComputedStyle(document.querySelector("p")).fontSize',
      );
      expect(Number.parseFloat(after)).toBeCloseTo(2 * Number.parseFloat(before), 1);
      expect(await width()).toBeLessThanOrEqual(640);
    });

    it('prints black on white, with the addresses of its pages', async () => {
      await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
      await page.setContent(html);
      const look = await page.evaluate<{ ink: string[]; paper: string; said: string }>(`({
        ink: [...new Set([...document.querySelectorAll('main *')].map((e) => getComputedStyle(e).color))],
        paper: getComputedStyle(document.body).backgroundColor,
        said: getComputedStyle(document.querySelector('.answer'), '::after').content,
      })`);
      expect(look.ink).toEqual(['rgb(0, 0, 0)']);
      expect(look.paper).toBe('rgb(255, 255, 255)');
      expect(look.said).toContain('https://caseload.example/a/');
    });
  });
});
