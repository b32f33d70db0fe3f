import { Temporal } from 'temporal-polyfill';
import type { FollowUp } from '../follow-ups/follow-up';

interface Ring<F> {
  at: Temporal.Instant;
  followUp: F;
}

/**
 * Waiting follow-ups by the moment they ring, so that the next one is found without looking at the
 * others (a binary heap). One that has been settled, or rings at another moment by now, stays inside
 * until it comes up and is passed over then.
 */
export class RingOrder<F extends FollowUp> {
  private readonly heap: Ring<F>[] = [];

  add(followUp: F): void {
    const { heap } = this;
    const ring = { at: followUp.ringAt, followUp };
    let place = heap.length;
    for (;;) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (place === 0 || !parent || !isBefore(ring, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = ring;
  }

  /** The earliest moment at which one rings. */
  next(): Temporal.Instant | undefined {
    while (this.heap[0] && isStale(this.heap[0])) this.removeFirst();
    return this.heap[0]?.at;
  }

  /** Takes out those that ring by `now`, itself included, in no particular order. */
  takeUntil(now: Temporal.Instant): F[] {
    const taken = new Set<F>();
    for (let at = this.next(); at && Temporal.Instant.compare(at, now) <= 0; at = this.next()) {
      const [first] = this.heap;
      if (first) taken.add(first.followUp);
      this.removeFirst();
    }
    return [...taken];
  }

  private removeFirst(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const below = earlierOf(heap, 2 * place + 1);
      const child = heap[below];
      if (!child || !isBefore(child, last)) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = last;
  }
}

const isBefore = (a: Ring<unknown>, b: Ring<unknown>): boolean =>
  Temporal.Instant.compare(a.at, b.at) < 0;

const isStale = ({ at, followUp }: Ring<FollowUp>): boolean =>
  followUp.status !== 'waiting' || followUp.ringAt !== at;

/** Of two neighbours in the heap, `left` and the one after it, the place of the earlier. */
function earlierOf(heap: readonly Ring<unknown>[], left: number): number {
  const [a, b] = [heap[left], heap[left + 1]];
  return a && b && isBefore(b, a) ? left + 1 : left;
}
