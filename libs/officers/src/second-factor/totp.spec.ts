import { Temporal } from 'temporal-polyfill';
import { newTotpSecret, stepOfCode, totpUri } from './totp';

/** The secret of RFC 6238, appendix B, in base32; its codes there have eight digits. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);

describe('stepOfCode', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('agrees with RFC 6238 at %d seconds', (seconds, code) => {
    expect(stepOfCode(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('takes the code before and the code after, and none further away', () => {
    const code = '081804';
    const step = Math.floor(1_111_111_109 / 30);
    expect(stepOfCode(secret, code, at((step - 1) * 30))).toBe(step);
    expect(stepOfCode(secret, code, at((step + 2) * 30 - 1))).toBe(step);
    expect(stepOfCode(secret, code, at((step - 1) * 30 - 1))).toBeNull();
    expect(stepOfCode(secret, code, at((step + 2) * 30))).toBeNull();
  });

  it.each(['', '08180', '0818041', 'abcdef', '０８１８０４', '081804\0'])('refuses %j', (typed) => {
    expect(stepOfCode(secret, typed, at(1_111_111_109))).toBeNull();
  });

  it('takes a code with a space in it, as apps show it', () => {
    expect(stepOfCode(secret, '081 804', at(1_111_111_109))).not.toBeNull();
  });
});

describe('a new secret', () => {
  it('has 160 bits of chance, and goes into the QR code with its label', () => {
    const made = newTotpSecret();
    expect(made).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(made);
    expect(totpUri(made, 'ann@example.org')).toBe(
      `otpauth://totp/Caseload:ann%40example.org?issuer=Caseload&secret=${made}&algorithm=SHA1&digits=6&period=30`,
    );
  });
});
