import { setTimeout as pause } from 'node:timers/promises';
import { Conflict } from '@app/domain';
import { Clock, Database, Sealer } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { KeptAnswer } from './kept-answer';

/** One request that carries a key. */
export interface KeyedRequest {
  /** Keys of different officers do not meet. */
  actor: string;
  key: string;
  /** Of everything that makes it this request and no other. */
  hash: Buffer;
}

interface Row {
  request_hash: Buffer;
  status: number | null;
  headers: Record<string, string> | null;
  /** Sealed, in base64: answers repeat what was sent, which may be personal. */
  body: string | null;
}

/** A request that has not finished by then is taken to have died with its process. */
const deadAfter = { minutes: 1 };
/** How long an answer is remembered, as callers repeat within minutes. */
const keepFor = { hours: 24 };
const pauseMs = 100;
const mostPauses = 50;

/**
 * Remembers the first answer to each key. What a request does is not in one transaction with this,
 * so a process that dies in between leaves a request that may run again a minute later; what it does
 * must then be refused by its own rules (a version, a unique site, the same file).
 */
@Injectable()
export class FirstAnswers {
  private forgetAt = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Claims the key. While another request with the same key is at work, waits up to five seconds.
   * @returns null when this request is the first and must be answered, else the first answer
   * @throws Conflict the key came with another request, or that one is still at work
   */
  async begin(request: KeyedRequest): Promise<KeptAnswer | null> {
    await this.forgetOld();
    for (let pauses = 0; pauses <= mostPauses; pauses++) {
      if (await this.claim(request)) return null;
      const row = await this.read(request);
      if (row && !row.request_hash.equals(request.hash))
        throw new Conflict(
          'idempotency-key-reused',
          'This Idempotency-Key was used for another request; make a new one for each request.',
        );
      if (row && row.status !== null)
        return new KeptAnswer(row.status, row.headers ?? {}, this.open(request, row.body));
      await pause(pauseMs);
    }
    throw new Conflict(
      'idempotency-in-progress',
      'The first request with this Idempotency-Key is still at work; ask again in a few seconds.',
    );
  }

  async keep(request: KeyedRequest, answer: KeptAnswer): Promise<void> {
    const { actor, key } = request;
    const sealed = this.sealer.seal(placeOf(request), answer.body).toString('base64');
    await this.db.query(
      `UPDATE idempotency_key SET status = $3, headers = $4, body = $5
        WHERE actor = $1 AND key = $2`,
      [actor, key, answer.status, answer.headers, JSON.stringify(sealed)],
    );
  }

  private open(request: KeyedRequest, body: string | null): string | null {
    if (body === null) return null;
    return this.sealer.open<string | null>(placeOf(request), Buffer.from(body, 'base64'));
  }

  /** Nothing happened: the key may be used again. */
  async release({ actor, key }: KeyedRequest): Promise<void> {
    await this.db.query('DELETE FROM idempotency_key WHERE actor = $1 AND key = $2', [actor, key]);
  }

  private async claim({ actor, key, hash }: KeyedRequest): Promise<boolean> {
    const now = this.clock.now();
    const rows = await this.db.query(
      `INSERT INTO idempotency_key AS k (actor, key, request_hash, created_at)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (actor, key) DO UPDATE SET created_at = excluded.created_at
         WHERE k.status IS NULL AND k.created_at < $5 AND k.request_hash = excluded.request_hash
       RETURNING 1`,
      [actor, key, hash, now.toString(), now.subtract(deadAfter).toString()],
      'claim-idempotency-key',
    );
    return rows.length > 0;
  }

  private async read({ actor, key }: KeyedRequest): Promise<Row | null> {
    const rows = await this.db.query<Row>(
      'SELECT request_hash, status, headers, body FROM idempotency_key WHERE actor = $1 AND key = $2',
      [actor, key],
      'read-idempotency-key',
    );
    return rows[0] ?? null;
  }

  /** Once an hour in each process; nothing else would ever remove the rows. */
  private async forgetOld(): Promise<void> {
    const now = this.clock.now();
    if (now.epochMilliseconds < this.forgetAt) return;
    this.forgetAt = now.add({ hours: 1 }).epochMilliseconds;
    await this.db.query('DELETE FROM idempotency_key WHERE created_at < $1', [
      now.subtract(keepFor).toString(),
    ]);
  }
}

const placeOf = ({ actor, key }: KeyedRequest): string => `idempotency_key:${actor}:${key}`;
