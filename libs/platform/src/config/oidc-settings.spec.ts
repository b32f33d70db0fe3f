import { readConfig } from './config';

const tenant = '11111111-2222-3333-4444-555555555555';
const client = { OIDC_CLIENT_ID: 'caseload', OIDC_CLIENT_SECRET: 'a secret' };

describe('sign-in by another provider', () => {
  it('is off unless it is set up', () => {
    expect(readConfig({}).oidc).toBeUndefined();
  });

  it('takes any issuer', () => {
    const env = { ...client, OIDC_ISSUER: 'https://login.example.org/care/', OIDC_NAME: 'Care ID' };
    expect(readConfig(env).oidc).toEqual({
      issuer: 'https://login.example.org/care/',
      clientId: 'caseload',
      clientSecret: 'a secret',
      name: 'Care ID',
      requireMfa: false,
      entraTenant: undefined,
    });
  });

  it('makes the issuer of a Microsoft tenant', () => {
    const env = { ...client, OIDC_TENANT: tenant, OIDC_REQUIRE_MFA: 'yes' };
    expect(readConfig(env).oidc).toMatchObject({
      issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
      name: 'Microsoft',
      requireMfa: true,
      entraTenant: tenant,
    });
  });

  it.each([
    ['all tenants at once', { ...client, OIDC_TENANT: 'common' }, /number of your own tenant/],
    [
      'all tenants, as an issuer',
      { ...client, OIDC_ISSUER: 'https://login.microsoftonline.com/organizations/v2.0' },
      /number of your own tenant/,
    ],
    ['both names', { ...client, OIDC_TENANT: tenant, OIDC_ISSUER: 'https://a.org' }, /one of the/],
    ['half of it', { OIDC_ISSUER: 'https://login.example.org' }, /belong together/],
    ['plain http', { ...client, OIDC_ISSUER: 'http://login.example.org' }, /begin with https/],
    ['no address', { ...client, OIDC_ISSUER: 'login' }, /OIDC_ISSUER must be an address/],
    ['no answer', { ...client, OIDC_TENANT: tenant, OIDC_REQUIRE_MFA: 'maybe' }, /yes or no/],
  ])('refuses %s', (_, env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence);
  });
});
