import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainFileFault } from './file-fault';
import { openHome, writePrivately, writePrivatelyOnce } from './home';
import { lockHome } from './home-lock';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-home-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const mode = (path: string) => statSync(path).mode & 0o777;
const forUs = process.getuid?.() === 0 ? 0o711 : 0o700;

describe('home', () => {
  it('is made, with the folders above it, and leaves no trace of the trial', () => {
    const home = openHome(join(folder, 'a', 'b'));
    expect(mode(home.path)).toBe(forUs);
    expect(readdirSync(home.path)).toEqual([]);
  });

  it("keeps the rights of a folder that holds somebody else's files", () => {
    mkdirSync(join(folder, 'shared'), { mode: 0o750 });
    writeFileSync(join(folder, 'shared', 'notes.txt'), '');
    openHome(join(folder, 'shared'));
    expect(mode(join(folder, 'shared'))).toBe(0o750);
  });

  it('cannot be below a file', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => openHome(join(folder, 'file', 'home'))).toThrow(/is in the way: move that file/);
  });

  it('keeps private files, written whole', () => {
    const home = openHome(folder);
    writePrivately(home, 'a.json', 'one');
    writePrivately(home, 'a.json', 'two');
    expect(writePrivatelyOnce(home, 'a.json', 'three')).toBe(false);
    expect(writePrivatelyOnce(home, 'b.json', 'four')).toBe(true);
    expect(readdirSync(folder)).toEqual(['a.json', 'b.json']);
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('two');
    expect([mode(join(folder, 'a.json')), mode(join(folder, 'b.json'))]).toEqual([0o600, 0o600]);
  });

  it('belongs to one start at a time', () => {
    const lock = lockHome(folder);
    expect(() => lockHome(folder)).toThrow(
      `A Caseload is already running here (process ${process.pid}): use that one, stop it first, ` +
        'or give this one a folder of its own with CASELOAD_HOME and PORT.',
    );
    lock.release();
    lockHome(folder).release();
  });
});

describe('a refusal to write', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'folder-not-writable'],
    ['EROFS', 'folder-not-writable'],
    ['ENOTDIR', 'folder-not-writable'],
  ])('%s is told as %s', (code, told) => {
    const error = Object.assign(new Error('refused'), { code });
    expect(explainFileFault(error, '/x')).toMatchObject({ code: told, cause: error });
  });

  it('of another kind stays as it was', () => {
    const error = Object.assign(new Error('odd'), { code: 'EIO' });
    expect(explainFileFault(error, '/x')).toBe(error);
  });
});
