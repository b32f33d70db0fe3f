import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config';
import { localSecrets } from './local-secrets';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, 'secrets.json');

describe('local secrets', () => {
  it('are made once and stay', () => {
    expect(localSecrets(folder)).toEqual(localSecrets(folder));
  });

  it('are two different ones of 32 random bytes, good enough for the environment check', () => {
    const { sessionSecret, fieldKey } = localSecrets(folder);
    expect(sessionSecret).not.toBe(fieldKey);
    for (const secret of [sessionSecret, fieldKey])
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(readConfig({ SESSION_SECRET: sessionSecret, FIELD_KEY: fieldKey }).fieldKey).toBe(
      fieldKey,
    );
  });

  it('differ from folder to folder', () => {
    const other = join(folder, 'other');
    expect(localSecrets(folder).fieldKey).not.toBe(localSecrets(other).fieldKey);
  });

  it('can be read by nobody else', () => {
    localSecrets(folder);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{}', '{"sessionSecret":"a"}', 'null'])(
    'are not replaced when damaged: %p',
    (text) => {
      writeFileSync(path(), text);
      expect(() => localSecrets(folder)).toThrow(/are missing or damaged: put that file back/);
    },
  );

  it('are not made anew for a database whose secrets were lost', () => {
    mkdirSync(join(folder, 'postgres-18'));
    expect(() => localSecrets(folder)).toThrow(/are missing or damaged/);
  });
});
