import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The full path of the first of these programs that PATH offers, or undefined. */
export function programInPath(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/**
 * Chromium, the build without a window first: the same engine, with less around it to run.
 * @returns its full path, or undefined when there is none in PATH
 */
export const chromiumInPath = (): string | undefined =>
  programInPath('chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome');

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A `describe` for tests that need an outside program. Without it they are shown as skipped, with
 * the reason in their name; where `CI` is `true` a machine must have everything, so they fail.
 * @param program what to install, in the words of Debian's packages
 */
export function describeWithProgram(
  name: string,
  program: string,
  isThere: boolean,
  body: () => void,
): void {
  if (isThere) describe(name, body);
  else if (process.env.CI === 'true')
    describe(name, () => {
      it(`finds ${program} in PATH`, () => {
        throw new Error(`Install ${program}: where CI is true these tests may not be left out.`);
      });
    });
  else describe.skip(`${name} (left out: no ${program} in PATH)`, body);
}

/**
 * Starts a server that cannot outlive this process, even if this is killed: a small shell stands
 * between, and stops the server when its own standard input closes. Ending that input stops both.
 */
export function startTied(program: string, args: string[]): ChildProcess {
  const script = '"$@" < /dev/null & cat > /dev/null; kill $!; wait $!';
  return spawn('sh', ['-c', script, 'tied', program, ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
}

/** Ends a server started by `startTied` and waits until it is gone. */
export async function stopTied(shell: ChildProcess): Promise<void> {
  if (shell.exitCode !== null || shell.signalCode !== null) return;
  const gone = new Promise((resolve) => shell.once('exit', resolve));
  shell.stdin?.end();
  await gone;
}
