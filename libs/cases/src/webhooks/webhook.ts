import type { WebhookKind } from '@app/domain';

/** Why a webhook rests: a lead said so, or it took nothing in for three days. */
export type PausedWhy = 'by-lead' | 'not-answering';

/** A program elsewhere that is told what happens. Instants are ISO 8601 UTC; no secret is in it. */
export interface Webhook {
  id: string;
  url: string;
  kinds: WebhookKind[];
  createdAt: string;
  pausedAt: string | null;
  pausedWhy: PausedWhy | null;
  /** Number of the newest delivery; 0 before the first. */
  lastNumber: number;
  /** Number of the oldest delivery that is still kept. */
  oldestNumber: number;
  /** Deliveries that have not been taken in yet. */
  waiting: number;
  /** When it last took something in. */
  answeredAt: string | null;
  /** Since when it has taken nothing in; null while it answers. */
  failingSince: string | null;
  /** When it is tried again; null while it answers. */
  nextTryAt: string | null;
  /** Until then the former secret signs as well; null when there is none. */
  formerUntil: string | null;
}

/** One delivery as the page shows it. */
export interface DeliveryRow {
  number: number;
  kind: string;
  state: 'waiting' | 'sending' | 'delivered';
  attempts: number;
  madeAt: string;
  triedAt: string | null;
  /** When it is tried next. */
  nextAt: string;
  /** What came of the last try, in words. */
  answer: string | null;
}

export const webhookColumns = `w.id, w.url, w.kinds, w.created_at AS "createdAt",
  w.paused_at AS "pausedAt", w.paused_why AS "pausedWhy", p.last_number::int AS "lastNumber",
  p.oldest_number::int AS "oldestNumber", p.answered_at AS "answeredAt",
  p.failing_since AS "failingSince", p.next_try_at AS "nextTryAt", w.former_until AS "formerUntil",
  (SELECT count(*)::int FROM webhook_delivery d
    WHERE d.webhook_id = w.id AND d.state <> 'delivered') AS waiting`;

/** Where the secret of a webhook is bound to. */
export const secretPlace = (id: string): string => `webhook:secret:${id}`;

export const formerSecretPlace = (id: string): string => `webhook:former_secret:${id}`;
