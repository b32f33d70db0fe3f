import { type Browser, chromium } from 'playwright-core';
import { chromiumInPath, describeWithProgram } from './programs';

export const chromiumAvailable = (): boolean => chromiumInPath() !== undefined;

/**
 * A `describe` with a browser of its own, started before its first test and closed after its last.
 * Without Chromium in PATH it is skipped, or fails where `CI` is `true`.
 * @param body receives a function that gives the browser, for use inside tests and hooks
 */
export function describeWithChromium(name: string, body: (browser: () => Browser) => void): void {
  describeWithProgram(name, 'chromium', chromiumAvailable(), () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await startChromium();
    }, 60_000);
    afterAll(() => browser?.close());
    body(() => {
      if (!browser) throw new Error('The browser runs only inside tests and hooks.');
      return browser;
    });
  });
}

/**
 * A browser without window, and quiet: it asks nothing of the outside. All test files share one
 * process of it, which begins with the first; what each opens in it is seen by none of the others,
 * and goes when it closes it.
 * @throws when there is none in PATH
 */
export async function startChromium(): Promise<Browser> {
  const address = process.env.TEST_BROWSER_URL;
  if (!address)
    throw new Error('No browser: these tests run under Jest, whose global setup offers it.');
  const answer = await fetch(address);
  const endpoint = await answer.text();
  if (!answer.ok) throw new Error(endpoint);
  return chromium.connect(endpoint);
}
