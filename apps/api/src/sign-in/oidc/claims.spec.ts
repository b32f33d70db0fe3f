import { type Claims, vouchedBy } from './claims';

const tenant = '11111111-2222-3333-4444-555555555555';
const generic = { entraTenant: undefined, requireMfa: false };
const entra = { entraTenant: tenant, requireMfa: false };
const claims: Claims = { iss: 'https://login.example.org', sub: '7' };

describe('whom claims vouch for', () => {
  it.each([
    ['a verified address', generic, { email: 'a@b.org', email_verified: true }, 'a@b.org'],
    ['one not verified', generic, { email: 'a@b.org', email_verified: false }, null],
    ['one that nobody speaks of', generic, { email: 'a@b.org' }, null],
    [
      'the word true instead of the value',
      generic,
      { email: 'a@b.org', email_verified: 'true' },
      null,
    ],
    [
      'a name to sign in by, elsewhere than at Microsoft',
      generic,
      { preferred_username: 'a@b.org' },
      null,
    ],
    ['the address of our own tenant', entra, { tid: tenant, email: 'a@b.org' }, 'a@b.org'],
    [
      'the name to sign in by there',
      entra,
      { tid: tenant, preferred_username: 'a@b.org' },
      'a@b.org',
    ],
    ['something that is no text', entra, { tid: tenant, email: ['a@b.org'] }, null],
  ])('%s', (_, settings, more, email) => {
    expect(vouchedBy(settings, { ...claims, ...more })).toEqual({
      issuer: 'https://login.example.org',
      subject: '7',
      email,
    });
  });

  it.each([{ tid: '99999999-2222-3333-4444-555555555555' }, {}])(
    'nobody of another tenant: %j',
    (more) => {
      expect(vouchedBy(entra, { ...claims, email: 'a@b.org', ...more })).toBe('not-proven');
    },
  );

  it.each([
    [['pwd', 'mfa'], 'object'],
    [['pwd'], 'one-factor'],
    ['mfa', 'one-factor'],
    [undefined, 'one-factor'],
  ])('asks for a second factor where it must: %j', (amr, outcome) => {
    const vouched = vouchedBy({ ...generic, requireMfa: true }, { ...claims, amr });
    expect(typeof vouched === 'string' ? vouched : typeof vouched).toBe(outcome);
  });
});
