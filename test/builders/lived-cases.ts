import { isSendingMoment, londonDay, londonMoment } from '@app/domain';
import { MailLane } from '@app/letters';
import { TrayTransport } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import type { Engine } from '../harness/engine';
import { buildOfficer, buildSite } from './register';

/** Something recorded about a case so many days before the end of the story, at an hour in London. */
interface Step {
  daysAgo: number;
  time: readonly [hour: number, minute: number];
  type: string;
  fields: object;
  /** How many days ago it happened, when it was recorded later than that. */
  happened: number;
  atTheEnd?: boolean;
}

export type Story = Step[];

/** Recorded as it happened. */
export const on = (
  daysAgo: number,
  type: string,
  fields: object = {},
  time: Step['time'] = [8, 0],
): Step => ({ daysAgo, time, type, fields, happened: daysAgo });

/** Learned at the very end, before the worker has looked again. */
export const learned = (happened: number, type: string, fields: object = {}): Step => ({
  ...on(0, type, fields),
  atTheEnd: true,
  happened,
});

const instants = new Set([
  'call-made',
  'closed',
  'nhsmail-replied',
  'opted-in',
  'opted-out',
  'parked',
  'paused',
  'provider-asked',
  'provider-replied',
  'reopened',
  'resumed',
  'retracted',
  'submitted',
  'ticket-answered',
  'ticket-raised',
]);

function sent(step: Step, today: Temporal.PlainDate): Record<string, unknown> {
  const { type, fields, happened, time } = step;
  const day = today.subtract({ days: happened });
  const when = instants.has(type)
    ? { at: londonMoment(day, ...time).toString() }
    : { on: day.toString() };
  return { type, ...when, ...fields };
}

/**
 * A caseload that lives through these stories, one case each, up to `end`: facts are recorded and
 * follow-ups fire on the engine's clock, set to each moment in turn. Those of `end` itself have not yet.
 * @param end the moment the stories count back from, ISO 8601
 * @param downFor nothing fires in so many last days: the worker was down
 */
export async function liveThrough(
  engine: Engine,
  stories: readonly Story[],
  end: string,
  downFor = 0,
): Promise<void> {
  const officerId = await buildOfficer(engine.db);
  const last = Temporal.Instant.from(end);
  const today = londonDay(last);
  const beforeEnd = last.subtract({ milliseconds: 1 });
  const down = downFor > 0 ? londonMoment(today.subtract({ days: downFor }), 0) : beforeEnd;
  const events = stories
    .flatMap((story, index) =>
      story.map((step) => {
        const day = today.subtract({ days: step.daysAgo });
        return { index, step, moment: step.atTheEnd ? last : londonMoment(day, ...step.time) };
      }),
    )
    .sort((a, b) => Temporal.Instant.compare(a.moment, b.moment));
  const cases = new Map<number, string>();
  for (const { index, step, moment } of events) {
    await fireUntil(engine, earlier(step.atTheEnd ? beforeEnd : moment, down));
    engine.clock.set(moment.toString());
    const fact = sent(step, today);
    const caseId = cases.get(index);
    if (caseId) await engine.cases.record(caseId, fact, 'officer:test');
    else cases.set(index, (await open(engine, officerId, index, String(fact.on))).id);
  }
  engine.clock.set(end);
}

async function open(engine: Engine, officerId: string, index: number, day: string) {
  // One home in seven has nobody named, one in five a name that has to be escaped.
  const { locationId } = await buildSite(engine.db, {
    name: index % 5 === 0 ? `O’Hara & Sons "Fen <View>" ${index}` : `Invented House ${index}`,
    town: index % 3 === 0 ? 'Sampleby' : undefined,
    sealer: engine.sealer,
    contact:
      index % 7 === 0 ? undefined : { name: `Jo ${index}`, email: `jo${index}@home.example` },
  });
  return engine.cases.open({ locationId, officerId, on: day }, 'officer:test');
}

/** Sets the clock to each due moment up to `until`, itself included, and does what the worker does. */
export async function fireUntil(engine: Engine, until: Temporal.Instant): Promise<void> {
  const { db, clock, due, asking, sealer, settings } = engine;
  const lane = new MailLane(db, clock, sealer, new TrayTransport());
  for (;;) {
    const [next] = await db.query<{ at: string | null }>(
      "SELECT min(ring_at) AS at FROM follow_up WHERE status = 'waiting' AND ring_at <= $1",
      [until.toString()],
    );
    if (!next?.at) return;
    if (Temporal.Instant.compare(next.at, clock.now()) > 0) clock.set(next.at);
    await due.drain();
    const { calendar, policy } = await settings.policies.now(db);
    if (isSendingMoment(clock.now(), calendar, policy.sendingHours)) await asking.run();
    await lane.sendDue((now) => isSendingMoment(now, calendar, policy.sendingHours));
  }
}

const earlier = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) < 0 ? a : b;
