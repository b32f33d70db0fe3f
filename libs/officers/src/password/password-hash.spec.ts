import { hash } from '@node-rs/argon2';
import { hashPassword, isOutdatedHash, isRightPassword } from './password-hash';

describe('password hashes', () => {
  it('are argon2id with today’s parameters and a salt of their own', async () => {
    const [one, other] = await Promise.all([hashPassword('a b c'), hashPassword('a b c')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(other);
    expect(isOutdatedHash(one)).toBe(false);
  });

  it('open for their password alone, in either composition', async () => {
    const hashed = await hashPassword('cafe\u0301 solid');
    expect(await isRightPassword(hashed, 'caf\u00e9 solid')).toBe(true);
    expect(await isRightPassword(hashed, 'cafe solid')).toBe(false);
    expect(await isRightPassword(hashed, '')).toBe(false);
  });

  it('open for nobody where there is none', async () => {
    expect(await isRightPassword(null, 'anything')).toBe(false);
  });

  it('made with other parameters still open, and are known to be outdated', async () => {
    const old = await hash('a b c', { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    expect(isOutdatedHash(old)).toBe(true);
    expect(await isRightPassword(old, 'a b c')).toBe(true);
  });
});
