import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { hashOfToken, newSecretToken } from './secret-token';

/** Minutes within which somebody must come back from the other provider. */
export const attemptMinutes = 10;

/** What is sent along to the other provider, and proven when the officer comes back. */
export interface OidcAttempt {
  /** Goes to the provider and comes back in the address. */
  state: string;
  /** Stays in a cookie of the browser that began, so that nobody else can finish. */
  browser: string;
  nonce: string;
  codeVerifier: string;
}

/**
 * Sign-ins under way at another provider. They are kept here, not in the browser, so that each is
 * used once in whichever process it ends.
 */
@Injectable()
export class OidcAttempts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async begin(): Promise<OidcAttempt> {
    const [state, browser] = [newSecretToken(), newSecretToken()];
    const [nonce, codeVerifier] = [newSecretToken().token, newSecretToken().token];
    const now = this.clock.now();
    await this.db.query(
      `WITH old AS (DELETE FROM oidc_attempt WHERE expires_at <= $6)
       INSERT INTO oidc_attempt (state_hash, browser_hash, nonce, code_verifier, expires_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [
        state.hash,
        browser.hash,
        nonce,
        codeVerifier,
        now.add({ minutes: attemptMinutes }).toString(),
        now.toString(),
      ],
    );
    return { state: state.token, browser: browser.token, nonce, codeVerifier };
  }

  /**
   * Ends the attempt, whatever comes of it: an address that was seen by somebody else is worth
   * nothing afterwards.
   * @returns null when it is unknown, used, too old, or another browser began it
   */
  async spend(state: string, browser: string): Promise<OidcAttempt | null> {
    const [stateHash, browserHash] = [hashOfToken(state), hashOfToken(browser)];
    if (!stateHash || !browserHash) return null;
    const [row] = await this.db.query<{ nonce: string; codeVerifier: string; isGood: boolean }>(
      `DELETE FROM oidc_attempt WHERE state_hash = $1 AND browser_hash = $2
       RETURNING nonce, code_verifier AS "codeVerifier", expires_at > $3 AS "isGood"`,
      [stateHash, browserHash, this.clock.now().toString()],
    );
    if (!row?.isGood) return null;
    return { state, browser, nonce: row.nonce, codeVerifier: row.codeVerifier };
  }
}
