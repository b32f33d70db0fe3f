import { Temporal } from 'temporal-polyfill';
import { type CaseState, newCase } from '../cases/case-state';
import { evolve, fold } from '../cases/evolve';
import { wantedRungs } from '../clocks/all-clocks';
import type { ClockSettings, Rung } from '../clocks/rung';
import type { RecordedFact } from '../facts/fact';
import { followUpFired } from '../facts/fact-types';
import { type FollowUp, keyOf, type Outcome, passedOver } from '../follow-ups/follow-up';
import { type Placed, reconcile } from '../follow-ups/reconcile';
import { londonDay } from '../time/london';

/** Policy and calendar, and since when they are in force, ISO 8601 UTC. */
export interface SettingsFrom {
  from: string;
  settings: ClockSettings;
}

/** A follow-up as it stood, and the moment it was settled, ISO 8601 UTC. */
export type FollowUpKnown = FollowUp & { settledAt: string | null };

/**
 * The follow-ups of a case, made again from its facts alone: after each fact the clocks are asked
 * and compared with what stood, at the moment it was recorded, by the very functions that did so
 * then. What fired is read from the facts that say so. How long a letter was held back for another
 * of the same day no fact says; such a one keeps its own moment here.
 */
export class FollowUpsReplayed {
  private readonly facts: RecordedFact[] = [];
  private readonly byKey = new Map<string, FollowUpKnown>();
  private state: CaseState = newCase;
  private next = 0;

  /** @param settings oldest first, at least one */
  constructor(private readonly settings: readonly SettingsFrom[]) {}

  /** Facts are given in the order they were recorded. */
  take(fact: RecordedFact): void {
    const now = Temporal.Instant.from(fact.recordedAt);
    this.publishUntil(now);
    this.facts.push(fact);
    this.state = fact.type === 'retracted' ? fold(this.facts) : evolve(this.state, fact);
    if (fact.type === followUpFired) this.fired(fact, now);
    // Of what fires only a moment that passed changes what the clocks want.
    if (fact.type !== followUpFired || fact.details.outcome === 'recorded') this.reconcile(now);
  }

  /** What was in force at a moment; what came with the program until something was published. */
  settingsAt(moment: Temporal.Instant): ClockSettings {
    const inForce =
      this.settings.findLast(({ from }) => !isAfter(from, moment)) ?? this.settings[0];
    if (!inForce) throw new Error('A case cannot be told without a policy.');
    return inForce.settings;
  }

  /** Earliest due first. */
  followUps(): FollowUpKnown[] {
    return [...this.byKey.values()].sort((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt));
  }

  /** A publication compares every case with its clocks, as a fact does. */
  private publishUntil(now: Temporal.Instant): void {
    while (this.next < this.settings.length) {
      const published = this.settings[this.next];
      if (!published || isAfter(published.from, now)) return;
      this.next += 1;
      if (this.facts.length > 0) this.reconcile(Temporal.Instant.from(published.from), true);
    }
  }

  private fired({ details, recordedAt }: RecordedFact, now: Temporal.Instant): void {
    const { clock, anchorFact, rung } = details;
    const followUp = this.byKey.get(`${clock}|${anchorFact}|${rung}`);
    if (!followUp) return;
    followUp.status = 'done';
    followUp.outcome = (details.outcome ?? 'recorded') as Outcome;
    followUp.reason = details.reason ?? null;
    followUp.settledAt = recordedAt;
    if (followUp.act === 'record') return;
    for (const older of this.byKey.values())
      if (isPassedOverFor(followUp, older, now)) supersede(older, passedOver, recordedAt);
  }

  private reconcile(now: Temporal.Instant, reword = false): void {
    const settings = this.settingsAt(now);
    const wanted = wantedRungs(this.state, settings);
    const stored = [...this.byKey.values()];
    const changes = reconcile(wanted, stored, now, settings);
    for (const placed of changes.insert)
      this.byKey.set(keyOf(placed.rung), { ...fieldsOf(placed, now), id: keyOf(placed.rung) });
    const byId = new Map(stored.map((followUp) => [followUp.id, followUp]));
    for (const { id, placed } of changes.replace)
      Object.assign(byId.get(id) ?? {}, fieldsOf(placed, now));
    for (const { id, reason } of changes.supersede) {
      const followUp = byId.get(id);
      if (followUp) supersede(followUp, reason, now.toString());
    }
    if (reword) for (const rung of wanted) this.reword(rung);
  }

  /** Under another policy the same date may rest on other sentences. */
  private reword(rung: Rung): void {
    const followUp = this.byKey.get(keyOf(rung));
    if (followUp?.status === 'waiting' && followUp.sendAt.equals(rung.sendAt))
      followUp.basis = rung.basis;
  }
}

const isAfter = (instant: string, moment: Temporal.Instant): boolean =>
  Temporal.Instant.compare(instant, moment) > 0;

function supersede(followUp: FollowUpKnown, reason: string, at: string): void {
  Object.assign(followUp, {
    status: 'superseded',
    outcome: 'superseded',
    reason,
    settledAt: at,
  });
}

/** After an outage the newest letter of a clock goes alone, and those that missed their day fall away. */
const isPassedOverFor = (fired: FollowUp, older: FollowUp, now: Temporal.Instant): boolean =>
  older.status === 'waiting' &&
  older.act !== 'record' &&
  older.clock === fired.clock &&
  older.anchorFact === fired.anchorFact &&
  Temporal.Instant.compare(older.dueAt, fired.dueAt) < 0 &&
  Temporal.PlainDate.compare(londonDay(older.sendAt), londonDay(now)) < 0;

function fieldsOf(
  { rung, status, reason }: Placed,
  now: Temporal.Instant,
): Omit<FollowUpKnown, 'id'> {
  const { routine: _, onHold: __, ...rest } = rung;
  return {
    ...rest,
    ringAt: rung.sendAt,
    status,
    outcome: status === 'superseded' ? 'superseded' : null,
    reason,
    letterId: null,
    settledAt: status === 'superseded' ? now.toString() : null,
  };
}
