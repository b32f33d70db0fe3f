import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packages from '../../../../package.json';
import { findDataFolder } from './data-folder';
import { type Home, openHome } from './home';
import { postgresMajor } from './postgres-version';
import type { StartError } from './start-error';

let home: Home;
let data: string;
beforeEach(() => {
  home = openHome(mkdtempSync(join(tmpdir(), 'caseload-data-')));
  data = join(home.path, `postgres-${postgresMajor}`);
});
afterEach(() => rmSync(home.path, { recursive: true }));

function refusal(): StartError {
  try {
    findDataFolder(home);
  } catch (error) {
    return error as StartError;
  }
  throw new Error('not refused');
}

describe('the data folder', () => {
  it('is of the version that the packages bring', () => {
    for (const version of Object.values(packages.optionalDependencies))
      expect(version.split('.')[0]).toBe(String(postgresMajor));
  });

  it('is new when there is none, or an empty one', () => {
    expect(findDataFolder(home)).toMatchObject({ path: data, exists: false });
    mkdirSync(data);
    expect(findDataFolder(home)).toMatchObject({ path: data, exists: false });
  });

  it('is used when it is of our version', () => {
    mkdirSync(data);
    writeFileSync(join(data, 'PG_VERSION'), `${postgresMajor}\n`);
    expect(findDataFolder(home)).toMatchObject({ real: data, exists: true });
  });

  it('is refused without PG_VERSION, with the way out', () => {
    mkdirSync(join(data, 'base'), { recursive: true });
    expect(refusal()).toMatchObject({
      code: 'data-damaged',
      message:
        `The database in ${data} is damaged: its PG_VERSION file is missing: to keep its data and ` +
        `start afresh, rename it (mv ${data} ${data}-damaged), start again and restore your ` +
        'latest backup.',
    });
  });

  it.each(['', 'eighteen\n', '\0\0\0', '18x'])('is refused with PG_VERSION %p', (content) => {
    mkdirSync(data);
    writeFileSync(join(data, 'PG_VERSION'), content);
    expect(refusal().code).toBe('data-damaged');
  });

  it('is refused when it holds the data of another version', () => {
    mkdirSync(data);
    writeFileSync(join(data, 'PG_VERSION'), '17\n');
    expect(refusal()).toMatchObject({
      code: 'other-version',
      message: expect.stringContaining('PostgreSQL 17'),
    });
  });

  it('is not begun beside the data of another version', () => {
    for (const version of ['9', '17']) mkdirSync(join(home.path, `postgres-${version}`));
    expect(refusal()).toMatchObject({
      code: 'other-version',
      message: expect.stringContaining(join(home.path, 'postgres-17')),
    });
  });

  it('is refused when it is a file', () => {
    writeFileSync(data, '');
    expect(refusal().code).toBe('data-damaged');
  });

  it('is refused when it is a link to nothing', () => {
    symlinkSync(join(home.path, 'gone'), data);
    expect(refusal().code).toBe('data-damaged');
  });
});
