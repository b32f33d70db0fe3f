import { SettableClock } from '@app/platform';
import { OtherProvider } from './other-provider.service';

const tenant = '11111111-2222-3333-4444-555555555555';
const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`;
const attempt = { state: 's', browser: 'b', nonce: 'n', codeVerifier: 'v'.repeat(43) };

const provider = (clock = new SettableClock('2026-12-24T09:00:00Z')) =>
  new OtherProvider(clock, {
    publicUrl: 'https://caseload.example.org',
    oidc: {
      issuer,
      clientId: 'caseload',
      clientSecret: 'what only the two know',
      name: 'Microsoft',
      requireMfa: false,
      entraTenant: tenant,
    },
  });

/** Microsoft says this of itself; the network is not touched. */
function microsoftSays(of: object, status = 200): jest.SpyInstance {
  return jest.spyOn(globalThis, 'fetch').mockImplementation(() =>
    Promise.resolve(
      new Response(JSON.stringify(of), {
        status,
        headers: { 'content-type': 'application/json' },
      }),
    ),
  );
}
const itself = {
  issuer,
  authorization_endpoint: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
};

describe('the provider of a Microsoft tenant', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is asked about itself once an hour', async () => {
    const clock = new SettableClock('2026-12-24T09:00:00Z');
    const microsoft = provider(clock);
    const asked = microsoftSays(itself);
    const address = await microsoft.addressFor(attempt);
    expect(address.origin + address.pathname).toBe(itself.authorization_endpoint);
    expect(address.searchParams.get('redirect_uri')).toBe(
      'https://caseload.example.org/sign-in/oidc/return',
    );
    clock.set('2026-12-24T09:59:59Z');
    await microsoft.addressFor(attempt);
    expect(asked).toHaveBeenCalledTimes(1);
    clock.set('2026-12-24T10:00:00Z');
    await microsoft.addressFor(attempt);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it.each(['https://login.microsoftonline.com/{tenantid}/v2.0', issuer.replaceAll('1', '9')])(
    'is not believed when it calls itself %s',
    async (name) => {
      microsoftSays({ ...itself, issuer: name });
      await expect(provider().addressFor(attempt)).rejects.toMatchObject({ trouble: 'not-proven' });
    },
  );

  it('is away while it answers that it is, and is asked again the next time', async () => {
    const microsoft = provider();
    microsoftSays({}, 503);
    await expect(microsoft.addressFor(attempt)).rejects.toMatchObject({ trouble: 'away' });
    microsoftSays(itself);
    await microsoft.addressFor(attempt);
  });
});
