import { type Browser, chromium } from 'playwright-core';
import { describeWithProgram, programInPath } from './programs';

const program = () => programInPath('chromium', 'chromium-browser', 'google-chrome');

export function chromiumAvailable(): boolean {
  return program() !== undefined;
}

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
 * Starts the installed Chromium without a window, and quiet: it asks nothing of the outside.
 * @throws when none is in PATH
 */
export async function startChromium(): Promise<Browser> {
  const executablePath = program();
  if (!executablePath) throw new Error('No chromium in PATH.');
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      // Chromium's sandbox refuses to run as root.
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
