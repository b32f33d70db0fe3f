import { randomUUID } from 'node:crypto';
import {
  BadInput,
  formerSecretHours,
  isWebhookKind,
  NotFound,
  type WebhookKind,
  webhookKindNames,
} from '@app/domain';
import { Clock, CONFIG, Database, type RunningConfig, Sealer, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { addTestDelivery, numberEvents } from './number-events';
import { newWebhookSecret } from './signature';
import { passOverStalls } from './stall-events';
import {
  type DeliveryRow,
  formerSecretPlace,
  secretPlace,
  type Webhook,
  webhookColumns,
} from './webhook';
import { checkedAddress } from './webhook-address';

/** How many there may be: each is written to for every change. */
const most = 20;

/** Bodies of deliveries in order, or that some asked for are no longer kept. */
export type KeptDeliveries = { gone: number } | { bodies: { number: number; body: string }[] };

/** Programs elsewhere that are told what happens: leads say which, and read how it goes. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'webhooksMayReachInside'>,
  ) {}

  /**
   * From its commit on every change is noted for it.
   * @returns the secret too, which nobody can be told again
   * @throws BadInput
   */
  async create(
    address: string,
    kinds: readonly string[],
    officerId: string,
  ): Promise<{ id: string; secret: string }> {
    const url = checkedAddress(address, this.config.webhooksMayReachInside ?? false);
    const wanted = checkedKinds(kinds);
    const [id, secret, now] = [randomUUID(), newWebhookSecret(), this.clock.now().toString()];
    await this.db.transaction(async (tx) => {
      // Waits for every change under way, which may have looked and found no webhook.
      await tx.query('SELECT pg_advisory_xact_lock(7262411)');
      const [count] = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM webhook');
      if ((count?.n ?? 0) >= most)
        throw bad('', 'too-many-webhooks', `There are ${most} webhooks already: delete one first.`);
      if (wanted.includes('case.stalled')) await passOverStalls(tx, this.clock.now());
      await tx.query(
        `INSERT INTO webhook (id, url, kinds, secret, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, url, wanted, this.sealer.seal(secretPlace(id), secret), now, officerId],
      );
      await tx.query('INSERT INTO webhook_progress (webhook_id) VALUES ($1)', [id]);
    });
    return { id, secret };
  }

  /** All of them, the oldest first. */
  list(): Promise<Webhook[]> {
    return this.db.query<Webhook>(
      `SELECT ${webhookColumns} FROM webhook w JOIN webhook_progress p ON p.webhook_id = w.id
        ORDER BY w.created_at, w.id`,
    );
  }

  /** @throws NotFound */
  async get(id: string): Promise<Webhook> {
    const [found] = await this.db.query<Webhook>(
      `SELECT ${webhookColumns} FROM webhook w JOIN webhook_progress p ON p.webhook_id = w.id
        WHERE w.id = $1`,
      [id],
    );
    return found ?? fail();
  }

  /** The newest deliveries, for the page. */
  recent(id: string, limit: number): Promise<DeliveryRow[]> {
    return this.db.query<DeliveryRow>(
      `SELECT number::int AS number, kind, state, attempts, made_at AS "madeAt",
              tried_at AS "triedAt", next_at AS "nextAt", answer
         FROM webhook_delivery WHERE webhook_id = $1 ORDER BY number DESC LIMIT $2`,
      [id, limit],
    );
  }

  /** Stops sending; what happens is numbered and kept all the same. @throws NotFound */
  async pause(id: string): Promise<void> {
    await this.change(
      id,
      `UPDATE webhook SET paused_at = coalesce(paused_at, $2),
              paused_why = coalesce(paused_why, 'by-lead') WHERE id = $1 RETURNING 1`,
      [this.clock.now().toString()],
    );
  }

  /** Goes on with the oldest that was not taken in, for three more days. @throws NotFound */
  async resume(id: string): Promise<void> {
    const now = this.clock.now().toString();
    await this.db.transaction(async (tx) => {
      await changed(
        tx,
        `UPDATE webhook SET paused_at = NULL, paused_why = NULL, told_at = NULL
          WHERE id = $1 RETURNING 1`,
        [id],
      );
      await tx.query(
        `UPDATE webhook_progress SET failures = 0, failing_since = NULL, next_try_at = NULL
          WHERE webhook_id = $1`,
        [id],
      );
      await tx.query(
        `UPDATE webhook_delivery SET attempts = 0, failing_since = NULL, next_at = $2
          WHERE webhook_id = $1 AND state = 'waiting'`,
        [id, now],
      );
    });
  }

  /** With all that was kept for it. @throws NotFound */
  async remove(id: string): Promise<void> {
    await this.change(id, 'DELETE FROM webhook WHERE id = $1 RETURNING 1');
  }

  /**
   * Makes a new secret. The former one signs as well for a day, so that the receiver can change over.
   * @returns the secret, which nobody can be told again
   * @throws NotFound
   */
  async rotate(id: string): Promise<string> {
    const secret = newWebhookSecret();
    const until = this.clock.now().add({ hours: formerSecretHours });
    await this.db.transaction(async (tx) => {
      const [row] = await tx.query<{ secret: Buffer }>(
        'SELECT secret FROM webhook WHERE id = $1 FOR UPDATE',
        [id],
      );
      const former = this.sealer.open<string>(secretPlace(id), (row ?? fail()).secret);
      await tx.query(
        'UPDATE webhook SET secret = $2, former_secret = $3, former_until = $4 WHERE id = $1',
        [
          id,
          this.sealer.seal(secretPlace(id), secret),
          this.sealer.seal(formerSecretPlace(id), former),
          until.toString(),
        ],
      );
    });
    return secret;
  }

  /** Sends a delivery that says nothing. @returns its number @throws NotFound */
  async test(id: string): Promise<number> {
    await this.get(id);
    return addTestDelivery(this.db, id, this.clock.now());
  }

  /**
   * Sends everything after a number again. @returns how many
   * @throws NotFound
   */
  async replay(id: string, after: number): Promise<number> {
    await this.get(id);
    const now = this.clock.now();
    await numberEvents(this.db, now);
    const rows = await this.db.query<{ n: number }>(
      `WITH again AS (
         UPDATE webhook_delivery
            SET state = 'waiting', attempts = 0, failing_since = NULL, next_at = $3, lease_until = NULL
          WHERE webhook_id = $1 AND number > $2 RETURNING 1)
       SELECT count(*)::int AS n FROM again`,
      [id, after, now.toString()],
    );
    return rows[0]?.n ?? 0;
  }

  /**
   * What was or will be sent after a number, in order, exactly as it is sent. What happened in the
   * last seconds may have no number yet.
   * @throws NotFound
   */
  async deliveriesAfter(id: string, after: number, limit: number): Promise<KeptDeliveries> {
    const { oldestNumber } = await this.get(id);
    if (after + 1 < oldestNumber) return { gone: oldestNumber - 1 };
    const bodies = await this.db.query<{ number: number; body: string }>(
      `SELECT number::int AS number, body FROM webhook_delivery
        WHERE webhook_id = $1 AND number > $2 ORDER BY number LIMIT $3`,
      [id, after, limit],
    );
    return { bodies };
  }

  private async change(id: string, statement: string, values: unknown[] = []): Promise<void> {
    await this.db.transaction((tx) => changed(tx, statement, [id, ...values]));
  }
}

async function changed(tx: Sql, statement: string, values: unknown[]): Promise<void> {
  const rows = await tx.query(statement, values);
  if (rows.length === 0) fail();
}

/** Each once, in the order of the table. @throws BadInput */
function checkedKinds(kinds: readonly string[]): WebhookKind[] {
  const unknown = kinds.find((kind) => !isWebhookKind(kind));
  if (kinds.length > 0 && unknown === undefined)
    return webhookKindNames.filter((kind) => kinds.includes(kind));
  const message = `Choose what it is told of: one or more of ${webhookKindNames.join(', ')}.`;
  throw bad('/kinds', 'invalid-kinds', message);
}

const bad = (pointer: string, code: string, message: string): BadInput =>
  new BadInput(code, message, [{ pointer, code, message }]);

function fail(): never {
  throw new NotFound('no-such-webhook', 'There is no such webhook.');
}
