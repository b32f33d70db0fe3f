import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, may, mayEnter, serverAccount } from './account';

describe("the account of root's server", () => {
  const root = 'root:x:0:0:root:/root:/bin/bash\n';
  const nobody = 'nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin\n';
  const postgres = 'postgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash\n';

  it.each<[string, string, Account]>([
    ['is postgres when there is one', root + nobody + postgres, { uid: 101, gid: 104 }],
    ['is nobody otherwise', root + nobody, { uid: 65534, gid: 65533 }],
    ['has the usual number when none is listed', '', { uid: 65534, gid: 65534 }],
    ['is never root', 'postgres:x:0:0::/:/bin/sh\n', { uid: 65534, gid: 65534 }],
  ])('%s', (_, passwd, account) => {
    expect(serverAccount(passwd)).toEqual(account);
  });
});

describe('passing through folders', () => {
  const stranger: Account = { uid: 54_321, gid: 54_321 };
  const ourselves: Account = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  let outer: string;
  let inner: string;
  beforeEach(() => {
    outer = mkdtempSync(join(tmpdir(), 'caseload-account-'));
    inner = join(outer, 'inner');
    mkdirSync(inner);
    for (const folder of [outer, inner]) chmodSync(folder, 0o755);
  });
  afterEach(() => {
    chmodSync(outer, 0o700);
    rmSync(outer, { recursive: true });
  });

  it('goes by the rights of others for a stranger', () => {
    chmodSync(outer, 0o700);
    expect(may(outer, stranger, 1)).toBe(false);
    chmodSync(outer, 0o711);
    expect(may(outer, stranger, 1)).toBe(true);
    expect(may(outer, stranger, 4)).toBe(false);
  });

  it('goes by the rights of the owner for the owner, even where others have more', () => {
    chmodSync(outer, 0o077);
    expect(may(outer, ourselves, 1)).toBe(false);
  });

  it('needs every folder on the way', () => {
    const before = mayEnter(inner, stranger);
    chmodSync(outer, 0o700);
    expect([before, mayEnter(inner, stranger)]).toEqual([mayEnter(tmpdir(), stranger), false]);
  });
});
