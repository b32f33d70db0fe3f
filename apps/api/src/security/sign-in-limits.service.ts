import { createHmac } from 'node:crypto';
import { CONFIG, Database, type RunningConfig } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpRefusal } from '../problems/problem';
import { networkOf } from './network';

const seconds = 15 * 60;

/**
 * How often somebody may ask for a way in: 20 tries a network and 10 links an account in a quarter
 * of an hour, counted in the database so that it holds over restarts and across processes.
 */
@Injectable()
export class SignInLimits {
  private readonly networks: RateLimiterPostgres;
  private readonly accounts: RateLimiterPostgres;

  constructor(
    private readonly db: Database,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {
    this.networks = this.limiter('sign-in-network', 20);
    this.accounts = this.limiter('sign-in-account', 10);
  }

  /** Counts a try. @throws HttpRefusal 429 when there were too many from this network */
  async countTry(address: string): Promise<void> {
    const wait = await waitOf(this.networks, networkOf(address));
    if (wait === 0) return;
    throw new HttpRefusal(
      429,
      'too-many-tries',
      'There were too many tries to sign in from your network; wait a quarter of an hour.',
      { 'Retry-After': String(wait) },
    );
  }

  /** The try was in order: it does not count. */
  async forgiveTry(address: string): Promise<void> {
    await this.networks.reward(networkOf(address), 1);
  }

  /** May another link be sent to this address? Counted whether or not anybody has it. */
  async mayHaveLink(email: string): Promise<boolean> {
    // Keyed, so that the table tells nobody who tried to sign in.
    const key = createHmac('sha256', this.config.sessionSecret).update(email).digest('base64url');
    return (await waitOf(this.accounts, key)) === 0;
  }

  private limiter(keyPrefix: string, points: number): RateLimiterPostgres {
    return new RateLimiterPostgres({
      storeClient: this.db.pool,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix,
      points,
      duration: seconds,
    });
  }
}

/** @returns seconds to wait; 0 when there is room for one more, which is then taken */
async function waitOf(limiter: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    return Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
  }
}
