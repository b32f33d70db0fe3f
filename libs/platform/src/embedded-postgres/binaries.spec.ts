import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mayEnter } from './account';
import { canRun, completeLinks, copyTo } from './binaries';

const stranger = { uid: 54_321, gid: 54_321 };
const folders: string[] = [];

/** A package as npm unpacks it: without its symbolic links. */
function packageOf(mode: { folders: number; programs: number }): string {
  const outer = mkdtempSync(join(tmpdir(), 'caseload-binaries-'));
  folders.push(outer);
  const folder = join(outer, 'package');
  for (const name of ['bin', 'lib', 'share'])
    mkdirSync(join(folder, 'native', name), { recursive: true });
  for (const name of ['initdb', 'postgres', 'pg_ctl'])
    writeFileSync(join(folder, 'native/bin', name), name);
  writeFileSync(join(folder, 'native/lib/libx.so.6.2'), 'library');
  writeFileSync(join(folder, 'native/share/postgres.bki'), 'catalogue');
  const links = [{ source: 'native/lib/libx.so.6.2', target: 'native/lib/libx.so.6' }];
  writeFileSync(join(folder, 'native/pg-symlinks.json'), JSON.stringify(links));
  for (const name of readdirSync(join(folder, 'native/bin')))
    chmodSync(join(folder, 'native/bin', name), mode.programs);
  for (const name of ['native/bin', 'native/lib', 'native/share', 'native', '.'])
    chmodSync(join(folder, name), mode.folders);
  chmodSync(outer, mode.folders);
  return folder;
}

const mode = (path: string) => statSync(path).mode & 0o777;

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("the server's programs", () => {
  it('get the links that npm cannot pack, as often as asked', () => {
    const folder = packageOf({ folders: 0o755, programs: 0o755 });
    expect([completeLinks(folder), completeLinks(folder)]).toEqual([true, true]);
    expect(readlinkSync(join(folder, 'native/lib/libx.so.6'))).toBe('libx.so.6.2');
    expect(readFileSync(join(folder, 'native/lib/libx.so.6'), 'utf8')).toBe('library');
  });

  it('need none where the package lists none', () => {
    const folder = packageOf({ folders: 0o755, programs: 0o755 });
    rmSync(join(folder, 'native/pg-symlinks.json'));
    expect(completeLinks(folder)).toBe(true);
  });

  it('are run in place by an account that may, and not by one that may not', () => {
    const open = packageOf({ folders: 0o755, programs: 0o755 });
    expect(canRun(open, stranger)).toBe(mayEnter(dirname(dirname(open)), stranger));
    expect(canRun(open, null)).toBe(true);
    expect(canRun(packageOf({ folders: 0o700, programs: 0o755 }), stranger)).toBe(false);
    expect(canRun(packageOf({ folders: 0o755, programs: 0o700 }), stranger)).toBe(false);
    expect(canRun(packageOf({ folders: 0o755, programs: 0o644 }), null)).toBe(false);
  });

  it('are copied, whole and open to all, from a private folder', () => {
    const folder = packageOf({ folders: 0o700, programs: 0o700 });
    const copy = join(dirname(folder), 'copy');
    copyTo(folder, copy);
    expect(mode(join(copy, 'native/bin/postgres'))).toBe(0o755);
    expect(mode(join(copy, 'native/share/postgres.bki'))).toBe(0o644);
    expect(mode(join(copy, 'native/lib'))).toBe(0o755);
    expect(readlinkSync(join(copy, 'native/lib/libx.so.6'))).toBe('libx.so.6.2');
    expect(readdirSync(dirname(folder)).sort()).toEqual(['copy', 'package']);
  });
});
