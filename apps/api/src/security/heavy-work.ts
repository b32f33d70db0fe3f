import { Database } from '@app/platform';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpRefusal } from '../problems/problem';

/** In seconds; what was done longer ago does not count. */
const hour = 60 * 60;

/** What costs the service much, or takes much away from it at once. */
export type HeavyWork = 'upload' | 'export';

/**
 * How often one officer may do it in an hour, by pages and tokens together. Nobody has so many files
 * to bring in or take away; a program gone wild, or somebody with another's session, has.
 */
export const mostAnHour: Readonly<Record<HeavyWork, number>> = { upload: 120, export: 60 };

const sentences: Readonly<Record<HeavyWork, string>> = {
  upload: `You sent ${mostAnHour.upload} files within an hour; wait, or use the command line.`,
  export: `You took ${mostAnHour.export} files away within an hour; wait before you take more.`,
};

const uploads = new Set(['/imports', '/api/v1/imports', '/api/v1/import-jobs']);

/** @returns null for what anybody may do as often as they like */
export function heavyWorkOf({ method, path }: Pick<Request, 'method' | 'path'>): HeavyWork | null {
  const bare = path.replace(/\/+$/, '').toLowerCase();
  if (method === 'POST' && uploads.has(bare)) return 'upload';
  return /[/.](?:csv|xlsx|export)$/.test(bare) ? 'export' : null;
}

/** Counted in the database, so that it holds over restarts and across processes. */
const limiterOf = (db: Database, work: HeavyWork): RateLimiterPostgres =>
  new RateLimiterPostgres({
    storeClient: db.pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: work,
    points: mostAnHour[work],
    duration: hour,
  });

/** Counts the uploads of each officer, before a byte of them is read. */
export function limitUploads(db: Database): RequestHandler {
  const limiter = limiterOf(db, 'upload');
  return (request, _response, next) => {
    if (heavyWorkOf(request) === 'upload' && request.officer)
      return take(limiter, 'upload', request.officer.id).then(() => next());
    next();
  };
}

/** Counts the exports of each officer who may have them, before a byte of them is written. */
@Injectable()
export class ExportLimitGuard implements CanActivate {
  private readonly limiter: RateLimiterPostgres;

  constructor(db: Database) {
    this.limiter = limiterOf(db, 'export');
  }

  canActivate(context: ExecutionContext): true | Promise<true> {
    const request = context.switchToHttp().getRequest<Request>();
    if (heavyWorkOf(request) !== 'export' || !request.officer) return true;
    return take(this.limiter, 'export', request.officer.id).then(() => true);
  }
}

async function take(limiter: RateLimiterPostgres, work: HeavyWork, officer: string): Promise<void> {
  try {
    await limiter.consume(officer);
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    const wait = Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
    throw new HttpRefusal(429, `too-many-${work}s`, sentences[work], {
      'Retry-After': String(wait),
    });
  }
}
