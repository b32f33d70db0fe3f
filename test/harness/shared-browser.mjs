import { once } from 'node:events';
import { createServer } from 'node:http';
import { fromSource } from './throw-away-server.mjs';

/**
 * One Chromium for all test files, started when the first of them asks at the address, and again
 * should it have died. The answer is where Playwright connects to it.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function offerBrowser() {
  let running;
  const server = createServer((_request, answer) => {
    running ??= launch(() => {
      running = undefined;
    });
    running.then(
      (browser) => answer.end(browser.wsEndpoint()),
      (error) => answer.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  server.unref();
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: async () => {
      server.close();
      await running?.then(
        (browser) => browser.close(),
        () => undefined,
      );
    },
  };
}

async function launch(onEnd) {
  try {
    const { chromium } = await import('playwright-core');
    const { chromiumInPath } = fromSource('test/harness/programs.ts');
    const executablePath = chromiumInPath();
    if (!executablePath) throw new Error('No chromium in PATH.');
    const asRoot = process.getuid?.() === 0;
    const browser = await chromium.launchServer({
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
    browser.once('close', onEnd);
    return browser;
  } catch (error) {
    onEnd();
    throw error;
  }
}
