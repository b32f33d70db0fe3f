import { deliveriesKept, formerSecretHours, secondsUntilRetry, triedForHours } from '@app/domain';
import { Clock, CONFIG, Database, type RunningConfig, Sealer } from '@app/platform';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { type ReceiverAnswer, ReceiverCalls } from './call-receiver';
import { numberEvents } from './number-events';
import { signatureHeaders } from './signature';
import { forgetStalls, noteStalls } from './stall-events';
import { formerSecretPlace, secretPlace } from './webhook';

/** Deliveries under way at once: for one webhook, and for all of them together. */
const inFlight = { each: 4, all: 40 } as const;

/** So many failures in a row are the receiver's trouble, not that of one delivery. */
const outage = 3;

/** Longer than a receiver may take: whoever claimed it has died. */
const leaseSeconds = 60;

interface Claimed {
  webhookId: string;
  number: number;
  id: string;
  body: string;
  attempts: number;
  failingSince: string | null;
  url: string;
  secret: Buffer;
  formerSecret: Buffer | null;
  formerUntil: string | null;
}

/**
 * Sends deliveries, each webhook for itself: a slow receiver has its own few places, and one that
 * does not answer is tried with one delivery at a time. When it has taken in nothing for three days, or
 * not that one delivery, the webhook is paused.
 */
@Injectable()
export class DeliverWebhooks implements OnModuleDestroy {
  private readonly log = new Logger('Webhooks');
  private readonly calls: ReceiverCalls;
  private readonly stopping = new AbortController();
  private readonly underWay = new Map<string, number>();
  private readonly sending = new Set<Promise<void>>();
  private lastLooked: Temporal.Instant | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    @Inject(CONFIG) config: Pick<RunningConfig, 'webhooksMayReachInside'>,
  ) {
    this.calls = new ReceiverCalls(config.webhooksMayReachInside ?? false);
  }

  /** Numbers what happened and begins to send what is due; does not wait until it has been sent. */
  async run(): Promise<void> {
    const [any] = await this.db.query('SELECT 1 FROM webhook LIMIT 1', [], 'any-webhook');
    if (!any || this.stopping.signal.aborted) return;
    await this.lookForStalls();
    await numberEvents(this.db, this.clock.now());
    await this.begin();
  }

  /** Sends until nothing more is due; for tests, and before the end. */
  async drain(): Promise<void> {
    await this.run();
    while (this.sending.size > 0) await Promise.all(this.sending);
  }

  /** What is too old, or more than is kept. */
  async prune(): Promise<void> {
    const oldest = this.clock.now().subtract({ hours: deliveriesKept.days * 24 });
    await this.db.query(
      `WITH kept AS (
         UPDATE webhook_progress p
            SET oldest_number = greatest(p.oldest_number, p.last_number - $2 + 1,
                  coalesce((SELECT max(d.number) + 1 FROM webhook_delivery d
                             WHERE d.webhook_id = p.webhook_id AND d.made_at < $1), 1))
          RETURNING webhook_id, oldest_number)
       DELETE FROM webhook_delivery d USING kept
        WHERE d.webhook_id = kept.webhook_id AND d.number < kept.oldest_number`,
      [oldest.toString(), deliveriesKept.most],
    );
    await this.db.query(
      `UPDATE webhook SET former_secret = NULL, former_until = NULL WHERE former_until < $1`,
      [this.clock.now().subtract({ hours: formerSecretHours }).toString()],
    );
    await forgetStalls(this.db);
  }

  /** Lets go of what is under way: it is sent again after its lease. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.sending);
    this.calls.close();
  }

  private async lookForStalls(): Promise<void> {
    const now = this.clock.now();
    const next = this.lastLooked?.add({ seconds: 30 });
    if (next && Temporal.Instant.compare(now, next) < 0) return;
    this.lastLooked = now;
    await this.db.transaction((tx) => noteStalls(tx, now));
  }

  private async begin(): Promise<void> {
    const busy = [...this.underWay].filter(([, n]) => n >= inFlight.each).map(([id]) => id);
    const ready = await this.db.query<{ id: string; failures: number }>(
      `SELECT w.id, p.failures FROM webhook w JOIN webhook_progress p ON p.webhook_id = w.id
        WHERE w.paused_at IS NULL AND w.id <> ALL ($2::uuid[])
          AND (p.next_try_at IS NULL OR p.next_try_at <= $1)
          AND EXISTS (SELECT FROM webhook_delivery d
                       WHERE d.webhook_id = w.id AND d.state <> 'delivered')`,
      [this.clock.now().toString(), busy],
      'webhooks-to-send-to',
    );
    for (const { id, failures } of ready) await this.fill(id, failures > 0);
  }

  /** @param isFailing it is tried with one delivery at a time */
  private async fill(webhookId: string, isFailing: boolean): Promise<void> {
    const busy = this.underWay.get(webhookId) ?? 0;
    const all = [...this.underWay.values()].reduce((sum, n) => sum + n, 0);
    const room = Math.min((isFailing ? 1 : inFlight.each) - busy, inFlight.all - all);
    if (room <= 0 || this.stopping.signal.aborted) return;
    const claimed = await this.claim(webhookId, room, isFailing);
    for (const one of claimed) {
      this.count(webhookId, 1);
      const work: Promise<void> = this.send(one)
        .catch((error: Error) => {
          this.log.error(`Delivery ${one.number} could not be accounted for: ${error.message}`);
          return false;
        })
        .then((goOn) => {
          this.count(webhookId, -1);
          return goOn ? this.fill(webhookId, false).catch(() => undefined) : undefined;
        })
        .finally(() => this.sending.delete(work));
      this.sending.add(work);
    }
  }

  private count(webhookId: string, change: number): void {
    const n = (this.underWay.get(webhookId) ?? 0) + change;
    if (n > 0) this.underWay.set(webhookId, n);
    else this.underWay.delete(webhookId);
  }

  /** While it fails those tried least come first, so that one that is refused does not hide the rest. */
  private claim(webhookId: string, room: number, isFailing: boolean): Promise<Claimed[]> {
    const now = this.clock.now();
    return this.db.transaction((tx) =>
      tx.query<Claimed>(
        `WITH next AS (
           SELECT number FROM webhook_delivery
            WHERE webhook_id = $1 AND next_at <= $2
              AND (state = 'waiting' OR state = 'sending' AND lease_until < $2)
            ORDER BY ${isFailing ? 'attempts, number' : 'number'} LIMIT $4 FOR UPDATE SKIP LOCKED
         ), claimed AS (
           UPDATE webhook_delivery d SET state = 'sending', lease_until = $3
             FROM next WHERE d.webhook_id = $1 AND d.number = next.number
           RETURNING d.*
         )
         SELECT d.webhook_id AS "webhookId", d.number::int AS number, d.id, d.body, d.attempts,
                d.failing_since AS "failingSince", w.url, w.secret,
                w.former_secret AS "formerSecret", w.former_until AS "formerUntil"
           FROM claimed d JOIN webhook w ON w.id = d.webhook_id AND w.paused_at IS NULL
          ORDER BY d.number`,
        [webhookId, now.toString(), now.add({ seconds: leaseSeconds }).toString(), room],
        isFailing ? 'try-webhook-delivery' : 'claim-webhook-deliveries',
      ),
    );
  }

  /** @returns whether the receiver answers, so that the next one can be sent at once */
  private async send(one: Claimed): Promise<boolean> {
    const started = this.clock.now();
    const timestamp = Math.floor(started.epochMilliseconds / 1000);
    const { id, body } = one;
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Caseload',
      ...signatureHeaders({ id, timestamp, body }, this.secretsOf(one, started)),
    };
    const answer = await this.calls.post(one.url, headers, body, this.stopping.signal);
    if (answer.takenIn) await this.settle(one, answer.words);
    else if (this.stopping.signal.aborted) return false;
    else await this.putOff(one, answer);
    return answer.takenIn;
  }

  private secretsOf(one: Claimed, now: Temporal.Instant): string[] {
    const secret = this.sealer.open<string>(secretPlace(one.webhookId), one.secret);
    const { formerSecret, formerUntil } = one;
    if (!formerSecret || !formerUntil || Temporal.Instant.compare(formerUntil, now) <= 0)
      return [secret];
    return [secret, this.sealer.open<string>(formerSecretPlace(one.webhookId), formerSecret)];
  }

  /** Those that failed in the same outage need not wait for their own time. */
  private async settle({ webhookId, number }: Claimed, words: string): Promise<void> {
    await this.db.query(
      `WITH before AS (
         SELECT failing_since FROM webhook_progress WHERE webhook_id = $1 AND failures >= ${outage}
       ), taken AS (
         UPDATE webhook_delivery
            SET state = 'delivered', attempts = attempts + 1, tried_at = $3, answer = $4,
                lease_until = NULL, failing_since = NULL
          WHERE webhook_id = $1 AND number = $2
       ), freed AS (
         UPDATE webhook_delivery d SET next_at = $3 FROM before b
          WHERE d.webhook_id = $1 AND d.state = 'waiting' AND d.number <> $2
            AND d.failing_since >= b.failing_since
       )
       UPDATE webhook_progress
          SET failures = 0, failing_since = NULL, next_try_at = NULL, answered_at = $3
        WHERE webhook_id = $1`,
      [webhookId, number, this.clock.now().toString(), words],
      'webhook-delivered',
    );
  }

  private async putOff(one: Claimed, { words, retryAfter }: ReceiverAnswer): Promise<void> {
    const now = this.clock.now();
    const { webhookId, number, attempts } = one;
    const next = now.add({ seconds: secondsUntilRetry(attempts + 1, retryAfter) });
    await this.db.transaction(async (tx) => {
      await tx.query(
        `UPDATE webhook_delivery
            SET state = 'waiting', attempts = attempts + 1, next_at = $4, tried_at = $3, answer = $5,
                lease_until = NULL, failing_since = coalesce(failing_since, $3)
          WHERE webhook_id = $1 AND number = $2`,
        [webhookId, number, now.toString(), next.toString(), words],
        'webhook-put-off',
      );
      const [progress] = await tx.query<{ failures: number; since: string }>(
        `UPDATE webhook_progress
            SET failures = failures + 1, failing_since = coalesce(failing_since, $2)
          WHERE webhook_id = $1 RETURNING failures, failing_since AS since`,
        [webhookId, now.toString()],
        'webhook-failing',
      );
      const rest = restOf(progress?.failures ?? 1, retryAfter);
      if (rest !== null)
        await tx.query('UPDATE webhook_progress SET next_try_at = $2 WHERE webhook_id = $1', [
          webhookId,
          now.add({ seconds: rest }).toString(),
        ]);
      const since = [one.failingSince, progress?.since].filter((moment) => moment != null);
      const isOver = since.some(
        (moment) =>
          Temporal.Instant.compare(
            Temporal.Instant.from(moment).add({ hours: triedForHours }),
            now,
          ) <= 0,
      );
      if (!isOver) return;
      await tx.query(
        `UPDATE webhook SET paused_at = $2, paused_why = 'not-answering'
          WHERE id = $1 AND paused_at IS NULL`,
        [webhookId, now.toString()],
      );
      this.log.warn(`Webhook ${webhookId} is paused: delivery ${number} was not taken in.`);
    });
  }
}

/** Seconds in which a webhook is not called at all; null: the next one may be tried. */
function restOf(failures: number, asked: number | null): number | null {
  if (failures >= outage) return secondsUntilRetry(failures - outage + 1, asked);
  return asked === null ? null : secondsUntilRetry(1, asked);
}
