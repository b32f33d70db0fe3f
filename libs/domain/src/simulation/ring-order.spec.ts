import { Temporal } from 'temporal-polyfill';
import type { FollowUp } from '../follow-ups/follow-up';
import { RingOrder } from './ring-order';

const at = (minute: number): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(minute * 60_000);

const waiting = (minute: number): FollowUp =>
  ({ ringAt: at(minute), status: 'waiting' }) as FollowUp;

const minuteOf = (moment: Temporal.Instant | undefined): number | undefined =>
  moment && moment.epochMilliseconds / 60_000;

/** Everything in it, minute by minute. */
function drained(order: RingOrder<FollowUp>): number[] {
  const minutes: number[] = [];
  for (let next = order.next(); next; next = order.next())
    for (const followUp of order.takeUntil(next)) minutes.push(minuteOf(followUp.ringAt) ?? -1);
  return minutes;
}

describe('the order in which follow-ups ring', () => {
  it('is by moment, whatever the order they came in', () => {
    const minutes = Array.from({ length: 200 }, (_, n) => (n * 73) % 97);
    const order = new RingOrder<FollowUp>();
    for (const minute of minutes) order.add(waiting(minute));
    expect(drained(order)).toEqual([...minutes].sort((a, b) => a - b));
    expect(order.next()).toBeUndefined();
  });

  it('takes what rings by a moment, itself included, and leaves the rest', () => {
    const order = new RingOrder<FollowUp>();
    for (const minute of [3, 1, 2, 4]) order.add(waiting(minute));
    expect(
      order
        .takeUntil(at(3))
        .map((f) => minuteOf(f.ringAt))
        .sort(),
    ).toEqual([1, 2, 3]);
    expect(drained(order)).toEqual([4]);
  });

  it('passes over one that was settled, and one that rings at another moment by now', () => {
    const [settled, held, other] = [waiting(1), waiting(2), waiting(3)];
    const order = new RingOrder<FollowUp>();
    for (const followUp of [settled, held, other]) order.add(followUp);
    settled.status = 'done';
    held.ringAt = at(5);
    order.add(held);
    expect(minuteOf(order.next())).toBe(3);
    expect(drained(order)).toEqual([3, 5]);
  });

  it('gives one that was added twice for the same moment once', () => {
    const one = waiting(1);
    const order = new RingOrder<FollowUp>();
    order.add(one);
    order.add(one);
    expect(order.takeUntil(at(1))).toEqual([one]);
  });
});
