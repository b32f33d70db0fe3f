import { createHmac } from 'node:crypto';
import { CONFIG, Database, type RunningConfig } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpRefusal } from '../problems/problem';
import { networkOf } from './network';

const seconds = 15 * 60;

/** What is guessed: passwords are counted by the address typed, codes by the officer. */
export type Guessed = 'password' | 'code';

/**
 * How often somebody may ask for a way in: 20 tries a network and 10 links an account in a quarter
 * of an hour; and how often guess: 10 passwords or codes a network, 10 passwords and 10 codes an
 * account. Counted in the database, so that it holds over restarts and across processes.
 *
 * Passwords and codes of one account are counted apart: codes are asked of who has shown a password
 * or link only, so nobody else can use up an officer's tries, and she can always get in by a link.
 */
@Injectable()
export class SignInLimits {
  private readonly networks: RateLimiterPostgres;
  private readonly accounts: RateLimiterPostgres;
  private readonly guessingNetworks: RateLimiterPostgres;
  private readonly guesses: Readonly<Record<Guessed, RateLimiterPostgres>>;

  constructor(
    private readonly db: Database,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {
    this.networks = this.limiter('sign-in-network', 20);
    this.accounts = this.limiter('sign-in-account', 10);
    this.guessingNetworks = this.limiter('guess-network', 10);
    this.guesses = {
      password: this.limiter('guess-password', 10),
      code: this.limiter('guess-code', 10),
    };
  }

  /** Counts a try. @throws HttpRefusal 429 when there were too many from this network */
  async countTry(address: string): Promise<void> {
    const wait = await waitOf(this.networks, networkOf(address));
    if (wait > 0) throw tooManyFromNetwork(wait);
  }

  /** The try was in order: it does not count. */
  async forgiveTry(address: string): Promise<void> {
    await this.networks.reward(networkOf(address), 1);
  }

  /** May another link be sent to this address? Counted whether or not anybody has it. */
  async mayHaveLink(email: string): Promise<boolean> {
    return (await waitOf(this.accounts, this.keyed(email))) === 0;
  }

  /**
   * Counts a guess, right or wrong, before it is looked at, so that many at once find no gap.
   * @param account the address typed, or the officer's id; counted whether or not anybody has it
   * @throws HttpRefusal 429 when there were too many from this network or for this account
   */
  async countGuess(kind: Guessed, account: string, address: string): Promise<void> {
    const network = await waitOf(this.guessingNetworks, networkOf(address));
    if (network > 0) throw tooManyFromNetwork(network);
    const wait = await waitOf(this.guesses[kind], this.keyed(account));
    if (wait === 0) return;
    throw new HttpRefusal(
      429,
      'too-many-tries',
      kind === 'password'
        ? 'There were too many wrong tries; wait a quarter of an hour, or ask for a link.'
        : 'There were too many wrong codes; wait a quarter of an hour.',
      { 'Retry-After': String(wait) },
    );
  }

  /** The guess was right: it does not count. */
  async forgiveGuess(kind: Guessed, account: string, address: string): Promise<void> {
    await this.guessingNetworks.reward(networkOf(address), 1);
    await this.guesses[kind].reward(this.keyed(account), 1);
  }

  /** Keyed, so that the table tells nobody who tried to sign in. */
  private keyed(account: string): string {
    return createHmac('sha256', this.config.sessionSecret).update(account).digest('base64url');
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

const tooManyFromNetwork = (wait: number): HttpRefusal =>
  new HttpRefusal(
    429,
    'too-many-tries',
    'There were too many tries to sign in from your network; wait a quarter of an hour.',
    { 'Retry-After': String(wait) },
  );

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
