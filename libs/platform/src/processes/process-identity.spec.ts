import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { commandOf, identityOf, isRunning, parentOf, workingFolderOf } from './process-identity';

const linux = process.platform === 'linux';
const children: ChildProcess[] = [];

function run(command: string, args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], cwd: tmpdir() });
  children.push(child);
  return child;
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('a process', () => {
  it('is running while it runs and not after', async () => {
    const child = run('sleep', ['30']);
    const identity = identityOf(child.pid as number);
    expect(isRunning(identity)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isRunning(identity)).toBe(false);
  });

  it('is not the later one with the same number', () => {
    const later = { ...identityOf(process.pid), started: 'some other moment' };
    expect(isRunning(later)).toBe(!linux && process.platform !== 'darwin');
  });

  it('is taken for itself when only its number is known', () => {
    expect(isRunning({ pid: process.pid, started: null })).toBe(true);
  });

  it('has a parent, a command and a folder', () => {
    const child = run('sleep', ['31']);
    expect(parentOf(child.pid as number)).toEqual(identityOf(process.pid));
    expect(commandOf(child.pid as number)).toEqual(['sleep', '31']);
    if (linux) expect(workingFolderOf(child.pid as number)).toBe(realpathSync(tmpdir()));
  });

  it('has ended although nobody collected it', async () => {
    // The shell starts a child and turns into a program that never collects it.
    const parent = run('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 30']);
    const [line] = (await once(parent.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    const pid = Number(line.toString());
    for (let i = 0; i < 200 && isRunning({ pid, started: null }); i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(() => process.kill(pid, 0)).not.toThrow();
    expect(isRunning({ pid, started: null })).toBe(false);
  });

  it.each([0, -1, 1.5, Number.NaN])('is not there under the number %p', (pid) => {
    expect(isRunning({ pid, started: null })).toBe(false);
  });
});
