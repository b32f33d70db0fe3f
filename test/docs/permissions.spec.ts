import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { can, permissionNames, permissions, scopeNames } from '@app/officers';
import { permissionsDocument } from './permissions-document';

const file = join(__dirname, '../../docs/permissions.md');

describe('docs/permissions.md', () => {
  it('says what the table says', () => {
    const document = permissionsDocument();
    if (process.env.WRITE_DOCS) writeFileSync(file, document);
    expect(readFileSync(file, 'utf8')).toBe(document);
  });
});

describe('the table of permissions', () => {
  it('lets viewers see counts and their own account, and nothing else', () => {
    expect(permissionNames.filter((name) => can({ role: 'viewer' }, name))).toEqual([
      'aggregates.read',
      'account.read',
      'account.own',
    ]);
  });

  it('gives leads whatever officers have, and keeps these for them', () => {
    const onlyLeads = permissionNames.filter((name) => !can({ role: 'officer' }, name));
    expect(onlyLeads).toEqual([
      'policy.write',
      'officers.manage',
      'audit.read',
      'privacy.manage',
      'webhooks.read',
      'webhooks.manage',
      'queue.manage',
    ]);
    expect(permissionNames.filter((name) => !can({ role: 'lead' }, name))).toEqual([]);
  });

  it('never gives a token more than its officer', () => {
    for (const role of ['officer', 'lead', 'viewer'] as const)
      for (const scope of scopeNames)
        for (const name of permissionNames)
          if (can({ role, scopes: [scope] }, name)) expect(can({ role }, name)).toBe(true);
    expect(can({ role: 'lead', scopes: [] }, 'cases.read')).toBe(false);
  });

  it('keeps what leads manage, and accounts, from every narrowed token', () => {
    const narrowed = scopeNames.filter((scope) => scope !== 'all');
    for (const name of [
      'policy.write',
      'officers.manage',
      'privacy.manage',
      'account.own',
    ] as const)
      expect(can({ role: 'lead', scopes: narrowed }, name)).toBe(false);
    expect(can({ role: 'lead', scopes: ['read'] }, 'people.read')).toBe(false);
    expect(permissions['audit.read']).not.toContain('officer');
  });
});
