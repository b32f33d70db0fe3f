import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { BadInput, Conflict } from '@app/domain';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type FormBody, textOf } from './form';

/** One sending of a form. */
export interface Sending {
  /** Where it was posted. */
  path: string;
  body: FormBody;
  officerId: string;
}

interface TokenRow {
  request_hash: Buffer;
  headers: { location: string } | null;
}

const actor = 'form';
const tokenShape = /^[\w-]{22}$/;
const retryMs = 50;
const retries = 200;

/** After this a sending that never finished is taken to have died with its process. */
const deadAfter = { minutes: 1 };

/**
 * Makes a double click one effect: every form carries a random token when it is shown, and a token
 * does its work once. Sent again with the same answers, the form gets the first answer.
 */
@Injectable()
export class FormTokens {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** A token for one showing of a page; its forms may share it. */
  issue(): string {
    return randomBytes(16).toString('base64url');
  }

  /**
   * Runs `work` for the first sending only.
   * @param work does what the form asks and returns where to go then; when it throws, nothing has
   *   happened and the form may be sent again
   * @returns where to go
   * @throws BadInput the form carries no token
   * @throws Conflict the token was used with other answers, or is still being worked on
   */
  async once(sending: Sending, work: () => Promise<string>): Promise<string> {
    const key = keyOf(sending);
    const hash = hashOf(sending);
    for (let tries = 0; tries < retries; tries++) {
      if (await this.claim(key, hash)) return this.run(key, work);
      const answer = await this.answerOf(key, hash);
      if (answer) return answer;
      await pause(retryMs);
    }
    throw new Conflict(
      'form-in-progress',
      'This form is still being worked on; look whether it has been recorded before you send it again.',
    );
  }

  private async run(key: string, work: () => Promise<string>): Promise<string> {
    let location: string;
    try {
      location = await work();
    } catch (error) {
      await this.db.query('DELETE FROM idempotency_key WHERE actor = $1 AND key = $2', [
        actor,
        key,
      ]);
      throw error;
    }
    await this.db.query(
      'UPDATE idempotency_key SET status = 303, headers = $3 WHERE actor = $1 AND key = $2',
      [actor, key, JSON.stringify({ location })],
    );
    return location;
  }

  private async claim(key: string, hash: Buffer): Promise<boolean> {
    const now = this.clock.now();
    const rows = await this.db.query(
      `INSERT INTO idempotency_key AS k (actor, key, request_hash, created_at)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (actor, key) DO UPDATE SET created_at = excluded.created_at
         WHERE k.status IS NULL AND k.created_at < $5 AND k.request_hash = excluded.request_hash
       RETURNING 1`,
      [actor, key, hash, now.toString(), now.subtract(deadAfter).toString()],
      'claim-form-token',
    );
    return rows.length > 0;
  }

  /** The first answer, or null while there is none. */
  private async answerOf(key: string, hash: Buffer): Promise<string | null> {
    const [row] = await this.db.query<TokenRow>(
      'SELECT request_hash, headers FROM idempotency_key WHERE actor = $1 AND key = $2',
      [actor, key],
      'form-token-answer',
    );
    if (!row) return null;
    if (!row.request_hash.equals(hash))
      throw new Conflict(
        'form-sent-before',
        'This form was sent before with other answers; open the page again and start from what it shows now.',
      );
    return row.headers?.location ?? null;
  }
}

function keyOf({ path, body }: Sending): string {
  const token = textOf(body, 'formToken');
  if (!tokenShape.test(token))
    throw new BadInput(
      'form-token-missing',
      'This form came without its token; open the page again and send it from there.',
    );
  return `${path}#${token}`;
}

function hashOf({ body, officerId }: Sending): Buffer {
  const answers = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([officerId, answers]))
    .digest();
}
