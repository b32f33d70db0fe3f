import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpRefusal } from '../problems/problem';
import { networkOf } from '../security/network';

/** What may be asked for in a quarter of an hour from one network; a wrong address counts as many. */
const points = 300;
const wrongCosts = 10;

/**
 * Keeps calendar programs from asking without end, and addresses from being guessed. Apart from the
 * limits of signing in: a calendar that asks for a revoked address must not lock an office out.
 */
@Injectable()
export class CalendarLimits {
  private readonly limiter: RateLimiterPostgres;

  constructor(db: Database) {
    this.limiter = new RateLimiterPostgres({
      storeClient: db.pool,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix: 'calendar-network',
      points,
      duration: 15 * 60,
    });
  }

  /** @throws HttpRefusal 429 */
  async countRequest(address: string): Promise<void> {
    await this.take(address, 1);
  }

  /** @throws HttpRefusal 429 */
  async countWrong(address: string): Promise<void> {
    await this.take(address, wrongCosts);
  }

  private async take(address: string, cost: number): Promise<void> {
    try {
      await this.limiter.consume(networkOf(address), cost);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      const wait = Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
      throw new HttpRefusal(
        429,
        'too-many-requests',
        'Calendars were asked for too often from your network; wait a quarter of an hour.',
        { 'Retry-After': String(wait) },
      );
    }
  }
}
