import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf } from '../processes/process-identity';
import { type Lock, takeLock } from './generation-lock';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const take = () => takeLock(folder, 'start', null);
const isLock = (taken: ReturnType<typeof take>): taken is Lock => 'release' in taken;
const write = (generation: number, content: string) =>
  writeFileSync(join(folder, `start.${generation}`), content);

describe('a lock', () => {
  it('is held by one, who is named to the next', () => {
    expect(isLock(take())).toBe(true);
    expect(take()).toEqual({ heldBy: identityOf(process.pid) });
  });

  it('can be taken again after release', () => {
    const first = take();
    if (isLock(first)) first.release();
    expect(isLock(take())).toBe(true);
  });

  it('is private', () => {
    take();
    expect(statSync(join(folder, 'start.1')).mode & 0o777).toBe(0o600);
  });

  it('is taken over from a process that ended', () => {
    write(7, JSON.stringify({ pid: 2 ** 22 + 1, started: null }));
    expect(isLock(take())).toBe(true);
    expect(readdirSync(folder)).toEqual(['start.8']);
  });

  it('is taken over when the number of its holder was given to another process', () => {
    write(1, JSON.stringify({ ...identityOf(process.pid), started: 'before the last boot' }));
    expect(isLock(take())).toBe(process.platform === 'linux' || process.platform === 'darwin');
  });

  it.each(['', 'free\n', 'null', '{"pid":', '[]'])(
    'is taken over from the content %p',
    (content) => {
      write(3, content);
      expect(isLock(take())).toBe(true);
    },
  );

  it('heeds only the highest generation', () => {
    write(1, JSON.stringify(identityOf(process.pid)));
    write(2, 'free\n');
    expect(isLock(take())).toBe(true);
    expect(readdirSync(folder)).toEqual(['start.3']);
  });

  it('does not mix with a lock of another name', () => {
    take();
    expect('release' in takeLock(folder, 'database', null)).toBe(true);
  });
});
