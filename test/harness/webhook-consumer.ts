import { Temporal } from 'temporal-polyfill';

export interface StallTold {
  code: string;
  since: string;
}

interface CaseTold {
  id: string;
  stalls: StallTold[];
}

export interface Delivery {
  id: string;
  number: number;
  kind: string;
  data: { case?: CaseTold; fact?: { seq: number } };
}

export const hasBegun = (since: string, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(since, now) <= 0;

/** A program that keeps up with all cases by what it is told, in whatever way it arrives. */
export class WebhookConsumer {
  readonly cases = new Map<string, CaseTold>();
  readonly facts = new Map<string, Map<number, object>>();
  /** The last number up to which nothing is missing. */
  through = 0;
  private readonly early = new Map<number, Delivery>();

  take(delivery: Delivery): void {
    if (delivery.number > this.through) this.early.set(delivery.number, delivery);
    for (;;) {
      const next = this.early.get(this.through + 1);
      if (!next) return;
      this.early.delete(next.number);
      this.through = next.number;
      this.apply(next);
    }
  }

  private apply({ data: { case: row, fact } }: Delivery): void {
    if (!row) return;
    this.cases.set(row.id, row);
    if (!fact) return;
    const facts = this.facts.get(row.id) ?? new Map<number, object>();
    facts.set(fact.seq, fact);
    this.facts.set(row.id, facts);
  }
}
