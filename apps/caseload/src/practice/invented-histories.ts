import { londonMoment } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import type { Random } from './random';

/** A fact of an invented case, as it would be sent, and the moment it is recorded. */
export interface InventedFact {
  moment: Temporal.Instant;
  fact: Record<string, unknown>;
}

/** Something that happened so many days before today, at an hour of the working day. */
interface Step {
  daysAgo: number;
  type: string;
  fields?: Record<string, unknown>;
}

type Story = (random: Random) => Step[];

const opened = (daysAgo: number): Step => ({ daysAgo, type: 'case-opened' });
const agreed = (daysAgo: number): Step => ({ daysAgo, type: 'agreed' });
const posted = (daysAgo: number): Step => ({
  daysAgo,
  type: 'otp-requested',
  fields: { channel: 'post' },
});

/** What invented homes live through, in about the shares an officer sees. */
const stories: readonly Story[] = [
  (r) => [opened(r.between(2, 20))],
  (r) => [opened(r.between(10, 30)), agreed(r.between(1, 9))],
  (r) => [opened(20), agreed(12), posted(r.between(1, 4))],
  (r) => [opened(22), agreed(15), posted(r.between(5, 9))],
  (r) => [opened(30), agreed(25), posted(r.between(11, 13))],
  (r) => {
    const days = r.between(15, 20);
    return [opened(40), agreed(35), posted(days), { daysAgo: days - 6, type: 'otp-received' }];
  },
  (r) => [opened(60), agreed(50), posted(r.between(24, 27))],
  () => [opened(70), agreed(60), posted(38)],
  () => [opened(70), agreed(60), posted(45), posted(6)],
  (r) => [
    opened(30),
    agreed(20),
    { daysAgo: r.between(10, 14), type: 'contact-id-confirmed' },
    { daysAgo: 1, type: 'submitted' },
  ],
  () => [
    opened(40),
    agreed(33),
    posted(25),
    { daysAgo: 19, type: 'otp-received' },
    { daysAgo: 6, type: 'otp-used' },
    { daysAgo: 6, type: 'submitted' },
  ],
  (r) => [
    opened(45),
    agreed(40),
    { daysAgo: 30, type: 'contact-id-confirmed' },
    { daysAgo: 12, type: 'submitted' },
    {
      daysAgo: 10,
      type: 'nhsmail-replied',
      fields: { outcome: r.pick(['accepted', 'accepted', 'rejected', 'already-exists']) },
    },
  ],
  () => [opened(30), agreed(28), posted(8), { daysAgo: 7, type: 'opted-out' }],
  () => [
    opened(50),
    { daysAgo: 20, type: 'closed', fields: { reason: 'declined: the home is being sold' } },
  ],
];

const dayFacts = new Set([
  'case-opened',
  'agreed',
  'contact-id-confirmed',
  'otp-requested',
  'otp-received',
]);

/** The history of the `index`-th invented case up to today; every story comes up in turn. */
export function inventedHistory(
  index: number,
  random: Random,
  today: Temporal.PlainDate,
): InventedFact[] {
  const story = stories[index % stories.length] ?? (() => []);
  return story(random).map(({ daysAgo, type, fields }, step) => {
    const day = today.subtract({ days: daysAgo });
    const moment = londonMoment(day, 8, random.between(0, 40) + step);
    const when = dayFacts.has(type) ? { on: day.toString() } : { at: moment.toString() };
    return { moment, fact: { type, ...when, ...fields } };
  });
}
