import { CONFIG, Database, type RunningConfig } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpRefusal } from '../problems/problem';
import { networkOf } from '../security/network';

const quarterOfAnHour = 15 * 60;
const day = 24 * 60 * 60;

/** Security figure S8. */
const guessesPerNetwork = 20;
const wrongPostsPerLink = 10;
const newLinksPerDay = 3;
const requestsPerNetwork = 10;

/**
 * How often somebody may be wrong: links that open nothing, by network, and forms that cannot be
 * taken, by link; and how many new links an address gets in a day. Counted in the database, so that
 * it holds over restarts and across processes. A look at a link that is good is never counted, so
 * that it changes nothing.
 */
@Injectable()
export class AnswerLimits {
  private readonly networks: RateLimiterPostgres;
  private readonly links: RateLimiterPostgres;
  private readonly addresses: RateLimiterPostgres;
  private readonly requests: RateLimiterPostgres;

  constructor(
    private readonly db: Database,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'sessionSecret'>,
  ) {
    this.networks = this.limiter('answer-network', guessesPerNetwork, quarterOfAnHour);
    this.links = this.limiter('answer-link', wrongPostsPerLink, quarterOfAnHour);
    this.addresses = this.limiter('answer-address', newLinksPerDay, day);
    this.requests = this.limiter('privacy-request', requestsPerNetwork, day);
  }

  /** Counts a link that opens nothing. @throws HttpRefusal 429 when there were too many */
  async countGuess(address: string): Promise<void> {
    await take(this.networks, networkOf(address));
  }

  /** Counts a request about personal data. @throws HttpRefusal 429 when there were too many today */
  async countRequest(address: string): Promise<void> {
    await take(this.requests, networkOf(address));
  }

  /** Reads only. @throws HttpRefusal 429 when too much that is wrong was sent by this link */
  async refuseMisuse(linkId: string): Promise<void> {
    await refuseOver(this.links, linkId);
  }

  /** Counts a form that could not be taken. @throws HttpRefusal 429 when there were too many */
  async countWrong(linkId: string): Promise<void> {
    await take(this.links, linkId);
  }

  /** May another link be sent to this address today? Counts it. */
  async mayHaveLink(addressKey: Buffer): Promise<boolean> {
    // Keyed once more, so that this table cannot be laid beside another.
    const key = createHmac('sha256', this.config.sessionSecret).update(addressKey).digest('hex');
    return (await waitOf(() => this.addresses.consume(key))) === 0;
  }

  private limiter(keyPrefix: string, points: number, duration: number): RateLimiterPostgres {
    return new RateLimiterPostgres({
      storeClient: this.db.pool,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix,
      points,
      duration,
    });
  }
}

async function refuseOver(limiter: RateLimiterPostgres, key: string): Promise<void> {
  const known = await limiter.get(key);
  if (known && known.consumedPoints >= limiter.points && known.msBeforeNext > 0)
    throw tooMany(secondsOf(known));
}

async function take(limiter: RateLimiterPostgres, key: string): Promise<void> {
  const wait = await waitOf(() => limiter.consume(key));
  if (wait > 0) throw tooMany(wait);
}

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number =>
  Math.max(1, Math.ceil(msBeforeNext / 1000));

/** @returns seconds to wait; 0 when there was room for one more, which is then taken */
async function waitOf(consume: () => Promise<unknown>): Promise<number> {
  try {
    await consume();
    return 0;
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    return secondsOf(rejection);
  }
}

const tooMany = (wait: number): HttpRefusal =>
  new HttpRefusal(
    429,
    'too-many-tries',
    'There were too many tries that did not work. Please wait a quarter of an hour and try again, or just reply to our letter.',
    { 'Retry-After': String(wait) },
  );
