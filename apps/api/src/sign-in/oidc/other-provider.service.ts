import type { OidcAttempt, Vouched } from '@app/officers';
import { CONFIG, Clock, type OidcSettings, type RunningConfig } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { Temporal } from 'temporal-polyfill';
import { type Claims, type ProviderTrouble, vouchedBy } from './claims';
import { troubleOf } from './provider-trouble';

/** How long any one request to the provider may take. */
const timeoutSeconds = 5;
/** How long what the provider says of itself is believed before it is asked again. */
const believed = { hours: 1 };
/** Under PUBLIC_URL; the provider must know the whole address. */
const returnPath = '/sign-in/oidc/return';

/**
 * The other provider by whom officers may sign in (OpenID Connect Core 1.0, authorization code with
 * PKCE). It is asked about itself at the first sign-in, not at start: while it is away, Caseload
 * starts and our own ways in stay open.
 */
@Injectable()
export class OtherProvider {
  private known: { configuration: oidc.Configuration; until: Temporal.Instant } | undefined;

  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'oidc' | 'publicUrl'>,
  ) {}

  /** As the button calls it; null when none is set up. */
  get name(): string | null {
    return this.config.oidc?.name ?? null;
  }

  /** Where the browser goes to sign in. @throws SignInTrouble */
  async addressFor({ state, nonce, codeVerifier }: OidcAttempt): Promise<URL> {
    try {
      return oidc.buildAuthorizationUrl(await this.configuration(), {
        redirect_uri: `${this.config.publicUrl}${returnPath}`,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
    } catch (error) {
      throw new SignInTrouble(troubleOf(error), error);
    }
  }

  /**
   * Turns what the browser brought back into whom the provider vouches for. Issuer, audience, time,
   * nonce and signature of what it signed have been checked.
   * @param query of the address that the browser came back to, without its question mark
   * @throws SignInTrouble
   */
  async vouches(query: string, { state, nonce, codeVerifier }: OidcAttempt): Promise<Vouched> {
    const settings = this.settings();
    const claims = await this.claims(query, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    }).catch((error: unknown) => {
      throw new SignInTrouble(troubleOf(error), error);
    });
    const vouched = vouchedBy(settings, claims);
    if (typeof vouched === 'string') throw new SignInTrouble(vouched, undefined);
    return vouched;
  }

  private async claims(query: string, checks: oidc.AuthorizationCodeGrantChecks): Promise<Claims> {
    const configuration = await this.configuration();
    const url = new URL(`${this.config.publicUrl}${returnPath}?${query}`);
    const tokens = await oidc.authorizationCodeGrant(configuration, url, checks);
    const claims = tokens.claims();
    if (!claims) throw new Error('The provider sent no id token.');
    // Many providers tell the address only when they are asked for it.
    if (claims.email !== undefined || !configuration.serverMetadata().userinfo_endpoint)
      return claims;
    const { email, email_verified } = await oidc.fetchUserInfo(
      configuration,
      tokens.access_token,
      claims.sub,
    );
    return { ...claims, email, email_verified };
  }

  private async configuration(): Promise<oidc.Configuration> {
    const now = this.clock.now();
    if (this.known && Temporal.Instant.compare(now, this.known.until) < 0)
      return this.known.configuration;
    const { issuer, clientId, clientSecret, entraTenant } = this.settings();
    const configuration = await oidc.discovery(
      new URL(issuer),
      clientId,
      // 30 seconds between two computers' clocks are let pass, by the library's own habit.
      clientSecret,
      undefined,
      {
        timeout: timeoutSeconds,
        execute: [
          // Signatures are checked although the token comes by an encrypted connection.
          oidc.enableNonRepudiationChecks,
          ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []),
        ],
      },
    );
    // The library lets a Microsoft issuer stand for any tenant; ours is one alone.
    if (entraTenant && configuration.serverMetadata().issuer !== issuer)
      throw new Error('The provider calls itself by another name than OIDC_TENANT gives it.');
    this.known = { configuration, until: now.add(believed) };
    return configuration;
  }

  private settings(): OidcSettings {
    if (!this.config.oidc) throw new Error('No other provider is set up.');
    return this.config.oidc;
  }
}

/** A sign-in at the other provider that came to nothing. */
export class SignInTrouble extends Error {
  constructor(
    readonly trouble: ProviderTrouble,
    override readonly cause: unknown,
  ) {
    super(`A sign-in by another provider came to nothing: ${trouble}.`);
  }
}
