import { randomUUID } from 'node:crypto';
import { ConfigError, Sealer } from '@app/platform';
import { readReplyAddress, signedReplyAddress } from './reply-address';

const sealer = new Sealer('a field key for tests, long enough to pass');
const from = 'Caseload <caseload@care.example>';
const letterId = '0b0f3c7a-52d1-4f4e-9a55-000000000001';
const address = signedReplyAddress(sealer, from, letterId);

describe('a signed reply address', () => {
  it('goes to the mailbox of MAIL_FROM', () => {
    expect(address).toMatch(/^caseload\+r\.[a-z2-7]{26}\.[a-z2-7]{12}@care\.example$/);
  });

  it('leads back to its letter, for any letter', () => {
    for (let i = 0; i < 200; i++) {
      const id = randomUUID();
      expect(readReplyAddress(sealer, signedReplyAddress(sealer, from, id))).toBe(id);
    }
    for (const id of [
      `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`,
      `${'f'.repeat(8)}-ffff-ffff-ffff-${'f'.repeat(12)}`,
    ])
      expect(readReplyAddress(sealer, signedReplyAddress(sealer, from, id))).toBe(id);
  });

  it.each([
    ['in capitals', address.toUpperCase()],
    ['with spaces around it', ` ${address} `],
    ['with a tag that a server put before it', `prvs=0123456789=${address}`],
    ['at another domain of the mailbox', address.replace('care.example', 'mail.care.example')],
  ])('is read %s', (_, written) => {
    expect(readReplyAddress(sealer, written)).toBe(letterId);
  });

  it('is not trusted when any character of letter or proof was changed', () => {
    const begin = address.indexOf('+r.') + 3;
    const end = address.indexOf('@');
    for (let at = begin; at < end; at++) {
      const changed = address[at] === 'b' ? 'c' : 'b';
      const tampered = address.slice(0, at) + changed + address.slice(at + 1);
      expect([at, readReplyAddress(sealer, tampered)]).toEqual([at, null]);
    }
  });

  it.each(['caseload@care.example', 'a+r.b@c.example', '', '@', `x${address}@evil.example`])(
    'is none: "%s"',
    (other) => {
      expect(readReplyAddress(sealer, other)).toBeNull();
    },
  );

  it('is not trusted when it was made with another key', () => {
    const other = new Sealer('another field key for tests, long enough');
    expect(readReplyAddress(other, address)).toBeNull();
  });

  it('keeps within the 64 characters that a mailbox may have', () => {
    const longest = `${'x'.repeat(22)}@care.example`;
    expect(signedReplyAddress(sealer, longest, letterId).indexOf('@')).toBe(64);
    expect(() => signedReplyAddress(sealer, `x${longest}`, letterId)).toThrow(ConfigError);
  });
});
