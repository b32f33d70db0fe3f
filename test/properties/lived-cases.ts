import { isSendingMoment, londonDay } from '@app/domain';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { buildOfficer, buildSite } from '../builders/register';
import type { Engine } from '../harness/engine';
import { type Story, storiesOf } from './case-stories';

const actor = 'officer:test';

/** A case being lived through: its story, and the ids of the facts that were accepted. */
interface LivedCase {
  id: string;
  factIds: Map<number, string>;
}

interface Moment {
  at: string;
  happen: () => Promise<void>;
}

/**
 * Lives through stories of 2026 on a real database: facts are recorded when they happen or are
 * learned, and what falls due goes out when its bell rings, now and then some days late.
 * @returns the ids of the cases
 */
export async function liveThrough(engine: Engine, count: number, seed: number): Promise<string[]> {
  const officer = await buildOfficer(engine.db);
  const told = fc.sample(storiesOf(2026, 2026), { numRuns: count, seed });
  const cases: LivedCase[] = [];
  const moments = told.flatMap((story) => momentsOf(engine, story, officer, cases));
  moments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const [n, { at, happen }] of moments.entries()) {
    await ring(engine, at, n);
    engine.clock.set(at);
    await happen();
  }
  return cases.map(({ id }) => id);
}

function momentsOf(engine: Engine, story: Story, officer: string, cases: LivedCase[]): Moment[] {
  const lived: LivedCase = { id: '', factIds: new Map() };
  const asOf = whole(story.asOf);
  const open = async (): Promise<void> => {
    const { locationId } = await buildSite(engine.db);
    const on = asOf.slice(0, 10);
    lived.id = (await engine.cases.open({ locationId, officerId: officer, on }, actor)).id;
    cases.push(lived);
  };
  const facts = story.facts.map((fact, index): Moment => {
    const happened = whole(String(fact.at ?? `${String(fact.on)}T08:00:00Z`));
    return {
      at: happened > asOf ? happened : asOf,
      happen: () => record(engine, lived, index, fact, officer),
    };
  });
  return [{ at: asOf, happen: open }, ...facts, { at: whole(story.until), happen: nothing }];
}

const nothing = (): Promise<void> => Promise.resolve();

/** With seconds and without milliseconds, so that moments sort as text. */
const whole = (at: string): string => Temporal.Instant.from(at).round('second').toString();

async function record(
  engine: Engine,
  lived: LivedCase,
  index: number,
  fact: Record<string, unknown>,
  officer: string,
): Promise<void> {
  const sent = { ...fact };
  if (fact.type === 'handed-over') sent.officer = officer;
  if (fact.type === 'retracted') sent.fact = lived.factIds.get(Number(fact.fact)) ?? 'none';
  try {
    const recorded = await engine.cases.record(lived.id, sent, actor);
    lived.factIds.set(index, recorded.fact.id);
  } catch (error) {
    if (typeof (error as { code?: unknown }).code !== 'string') throw error;
  }
}

/** Answers every bell up to this moment; every twentieth time nobody is there for three days. */
async function ring(engine: Engine, until: string, n: number): Promise<void> {
  if (n % 20 === 7) {
    const late = engine.clock.now().add({ hours: 70 }).toString();
    if (late >= until) return;
    engine.clock.set(late);
    await engine.due.drain();
  }
  for (;;) {
    const [next] = await engine.db.query<{ at: string | null }>(
      "SELECT min(ring_at) AS at FROM follow_up WHERE status = 'waiting'",
    );
    if (!next?.at || next.at >= until) return;
    if (next.at > engine.clock.now().toString()) engine.clock.set(next.at);
    const { fired, failed } = await engine.due.drain();
    await askAgain(engine);
    if (failed > 0) throw engine.troubles[0] ?? new Error('a case failed to fire');
    if (n % 3 === 0 && fired > 0) await deliver(engine);
  }
}

/** What has not gone on its day is written again, as it is before letters leave. */
async function askAgain(engine: Engine): Promise<void> {
  const { calendar, policy } = await engine.settings.policies.now(engine.db);
  if (isSendingMoment(engine.clock.now(), calendar, policy.sendingHours)) await engine.asking.run();
}

/** What has been written reaches the mail server. */
async function deliver(engine: Engine): Promise<void> {
  await engine.db.query(
    `UPDATE letter SET status = 'sent', attempts = 1, tried_since = $1, settled_at = $1,
            server_reply = '250 OK'
      WHERE status = 'planned' AND next_attempt_at <= $1 AND NOT stale AND day = $2`,
    [engine.clock.now().toString(), londonDay(engine.clock.now()).toString()],
  );
}
