import { chmodSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { accounts, folderOf, ordinary, type TestAccount, weAreRoot } from '../harness/accounts';
import { ask, launching, runs } from '../harness/embedded-server';
import { LauncherProcess } from '../harness/launcher-process';
import { canMount, mountSmallDisk, type SmallDisk } from '../harness/small-disk';

// Folders in which PostgreSQL cannot simply begin. Real: the folders, a file system that is truly
// full (only root may mount one), PostgreSQL. No doubles.

jest.setTimeout(60_000);

if (weAreRoot)
  describe('root in a private folder', () => {
    const { open, clear, folder, home, data, serverPid } = launching(accounts[0] as TestAccount);

    it('keeps its data where its account may go, and finds it there again', async () => {
      clear();
      chmodSync(folder(), 0o700);
      const first = await open();
      const place = dirname(realpathSync(data()));
      try {
        expect(place).toMatch(/^\/var\/lib\/caseload\//);
        expect(first.opened.log.join()).toContain(place);
        await ask(first.opened.url, 'CREATE TABLE t (n int)', 'INSERT INTO t VALUES (7)');
        await first.leave();
        const second = await open();
        expect(await ask(second.opened.url, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
        await second.leave();
        expect(statSync(folder()).mode & 0o777).toBe(0o700);
        expect(statSync(home()).uid).toBe(0);
        expect(() => serverPid()).toThrow('ENOENT');
      } finally {
        rmSync(place, { recursive: true, force: true });
      }
    });
  });

if (canMount)
  describe('a full disk', () => {
    let disk: SmallDisk | undefined;
    const begin = (megabytes: number) => {
      disk = mountSmallDisk(megabytes) as SmallDisk;
      return disk;
    };
    const open = () =>
      LauncherProcess.open(join(disk?.path ?? '', '.caseload'), accounts[0] as TestAccount);
    afterEach(() => disk?.remove());

    it('says so when there is no room to begin', async () => {
      begin(8);
      expect((await open()).failed).toMatchObject({
        code: 'disk-full',
        message: expect.stringMatching(/^The disk that holds .* is full: free some space there/),
      });
    });

    it('says so when it was filled since, and starts once there is room', async () => {
      const { fill, free } = begin(100);
      await (await open()).leave();
      fill();
      expect((await open()).failed.code).toBe('disk-full');
      free();
      const launcher = await open();
      expect(await ask(launcher.opened.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
      await launcher.leave();
    });

    it('can be stopped while full, and loses nothing', async () => {
      const { path, fill, free } = begin(100);
      const launcher = await open();
      const { url } = launcher.opened;
      await ask(url, 'CREATE TABLE t (n int)', 'INSERT INTO t VALUES (7)');
      const file = join(path, '.caseload/postgres-18/postmaster.pid');
      const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
      fill();
      await launcher.leave();
      expect(runs(pid)).toBe(false);
      free();
      const second = await open();
      expect(await ask(second.opened.url, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
      await second.leave();
    });
  });

if (ordinary)
  describe('an ordinary user', () => {
    it('is told which folder may not be written in', async () => {
      const folder = folderOf({ title: 'root', ids: undefined });
      const closed = join(folder.path, 'closed');
      mkdirSync(closed);
      chmodSync(folder.path, 0o755);
      // This also stops the owner, when the tests are not run by root.
      chmodSync(closed, 0o555);
      const home = join(closed, '.caseload');
      const launcher = await LauncherProcess.open(home, ordinary as TestAccount);
      chmodSync(closed, 0o755);
      folder.remove();
      expect(launcher.failed).toMatchObject({
        code: 'folder-not-writable',
        message:
          `Caseload may not write in ${home}: give your user account write permission there, or ` +
          'set CASELOAD_HOME to a folder it may write in.',
      });
    });
  });
