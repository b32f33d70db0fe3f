import { dayAfter, dayAt, isoOf, SendingTimes, strike } from '../time/walked-time';
import { isAccepted } from './acceptance';
import {
  type GivenFact,
  isDeregistered,
  isOptedOut,
  isPersonOptedOut,
  stillStanding,
} from './given-fact';
import type { PolicyRung } from './policy-document';
import { parkedBySilence } from './questions';
import {
  end,
  inOrder,
  isOpen,
  isPast,
  type Outcome,
  recipientOf,
  type Row,
  type Settings,
} from './row';
import { type Standing, standingOf } from './stage';
import { dueAt, isEnd, type RunningClock, runningClocks } from './running-clocks';

/**
 * One case, walked through from fact to fact: what its clocks ought to do, worked out from the
 * published rules by going along the time line, sharing nothing with the product's own engine.
 */
export class Walk {
  readonly rows: Row[] = [];
  private readonly recorded: GivenFact[] = [];
  private readonly lastRoutineLetter = new Map<string, { at: number; day: string }>();
  private settings: Settings;
  private times: SendingTimes;

  constructor(settings: Settings) {
    this.settings = settings;
    this.times = sendingTimes(settings);
  }

  /** The facts that stand, in the order they were recorded. */
  get standing(): GivenFact[] {
    return stillStanding(this.recorded);
  }

  /** How far the case has come, and whose turn it is. @param day on which it last changed */
  standingOn(day: string): Standing {
    // A code recorded as expired may live on once its day of issue is learned.
    const ended = this.running()
      .filter((r) => r.clock === 'otp-validity')
      .flatMap((r) => this.ladderOf(r))
      .filter((end) => isEnd(end.rung) && this.hasPassed(end));
    return standingOf({
      facts: this.standing,
      day,
      expired: new Set(ended.map((r) => r.start.index)),
    });
  }

  /** Whether this end was recorded, and not moved on since. */
  private hasPassed(end: Row): boolean {
    const row = this.rowOf(end);
    return row?.outcome === 'recorded' && end.due <= row.due;
  }

  /** When the next rung goes out; Infinity when nothing waits. */
  nextTry(): number {
    return Math.min(Infinity, ...this.waiting().map((row) => row.tryAt));
  }

  private waiting(): Row[] {
    return this.rows.filter((row) => row.outcome === 'pending');
  }

  accepts(fact: GivenFact): boolean {
    return isAccepted(this.recorded, fact, this.settings.policy.passcodeGoodForDays);
  }

  record(fact: GivenFact): void {
    this.recorded.push(fact);
    this.compare(fact.recordedAt);
  }

  /** A policy is published or a bank holiday becomes known: what has not gone out moves. */
  change(settings: Settings, now: number): void {
    this.settings = settings;
    this.times = sendingTimes(settings);
    this.compare(now);
    // What still waits is put into words anew, even where its date stays.
    for (const clock of this.running())
      for (const { rung, from, rests, lastDay, own } of this.ladderOf(clock))
        for (const row of this.rowsOf(clock))
          if (row.outcome === 'pending' && row.rung.rung === rung.rung)
            Object.assign(row, { rung, from, rests, lastDay, own, settings });
  }

  /** The clocks that run now. */
  running(): RunningClock[] {
    return runningClocks(this.standing, this.settings.policy);
  }

  /** Whether its clock runs and still has this rung, as against one whose reason has ended. */
  wants(row: Row): boolean {
    const clock = this.running().find(
      (r) => r.clock === row.clock && r.start.index === row.start.index,
    );
    const steps = this.settings.policy.ladders[row.clock] ?? [];
    if (!clock || !steps.some((s) => s.rung === row.rung.rung)) return false;
    const isOver = this.rowsOf(clock).some((r) => isEnd(r.rung) && r.outcome === 'recorded');
    return row.rung.act !== 'letter' || !isOver;
  }

  private compare(now: number): void {
    const running = this.running();
    for (const row of this.rows)
      if (
        isOpen(row) &&
        !running.some((r) => r.clock === row.clock && r.start.index === row.start.index)
      )
        end(row, 'superseded', now);
    for (const clock of running) this.set(clock, now);
  }

  /** Sets every rung that is new, moved or wanted again; what has gone out stands. */
  private set(clock: RunningClock, now: number): void {
    const ladder = this.ladderOf(clock);
    const steps = this.settings.policy.ladders[clock.clock] ?? [];
    for (const row of this.rowsOf(clock))
      if (
        (isOpen(row) || row.outcome === 'superseded') &&
        !ladder.some((w) => w.rung.rung === row.rung.rung)
      ) {
        const outcome = steps.some((s) => s.rung === row.rung.rung) ? 'on-hold' : 'superseded';
        if (row.outcome !== outcome) end(row, outcome, now);
        row.isOutdone = false;
      }
    const newestPast = Math.max(...ladder.filter((w) => isPast(w, now)).map((w) => w.due));
    const last = ladder.find((w) => isEnd(w.rung));
    const isDead = last !== undefined && this.hasPassed(last);
    for (const wanted of ladder) {
      const row = this.rowOf(wanted);
      if (isDead && wanted.rung.act === 'letter') {
        if (row?.outcome === 'pending') end(row, 'superseded', now);
        continue;
      }
      if (row && !isOpen(row) && row.outcome !== 'superseded') continue;
      if (row && this.stands(row, wanted, newestPast, now)) continue;
      if (isPast(wanted, now)) {
        if (wanted.rung.act === 'record') wanted.tryAt = now;
        else if (wanted.due === newestPast) {
          wanted.send = wanted.tryAt = this.times.next(now);
          wanted.lateSince = wanted.send === wanted.own ? null : now;
        } else {
          end(wanted, 'superseded', now);
          wanted.isOutdone = true;
        }
      }
      if (row) Object.assign(row, wanted);
      else this.rows.push(wanted);
    }
  }

  /** The rungs this clock wants now, as if nothing had been set yet. */
  private ladderOf(clock: RunningClock): Row[] {
    const steps = this.settings.policy.ladders[clock.clock] ?? [];
    return steps.flatMap((rung, place): Row[] => {
      const due = dueAt(rung, clock, this.times);
      if (due === null) return [];
      const own = this.ownMoment(rung, due);
      const moments = {
        due,
        own,
        send: own,
        tryAt: own,
        lateSince: null,
        isOutdone: false,
        why: null,
        settledAt: null,
      };
      return [{ ...clock, place, rung, ...moments, outcome: 'pending', settings: this.settings }];
    });
  }

  private rowsOf({ clock, start }: RunningClock): Row[] {
    return this.rows.filter((r) => r.clock === clock && r.start.index === start.index);
  }

  /**
   * What waits is left alone unless its moment changes to one still ahead; what was passed over, as
   * long as something newer has passed.
   */
  private stands(row: Row, wanted: Row, newestPast: number, now: number): boolean {
    if (row.due !== wanted.due || !(row.outcome === 'pending' || row.isOutdone)) return false;
    if (row.isOutdone) return wanted.due < newestPast;
    if (row.send === wanted.own) return true;
    return wanted.own <= now && this.times.isOpen(row.send);
  }

  private rowOf({ clock, start, rung }: Row): Row | undefined {
    return this.rows.find(
      (r) => r.clock === clock && r.start.index === start.index && r.rung.rung === rung.rung,
    );
  }

  private ownMoment(rung: PolicyRung, due: number): number {
    if (rung.act === 'record') return due;
    if (rung.last) return this.times.isOpen(due) ? due : this.times.backFrom(due);
    return this.times.next(due);
  }

  /** Everything that is tried at this moment goes out, is recorded, held back or given up. */
  fire(now: number): void {
    const due = this.waiting().filter((row) => row.tryAt === now);
    due.sort(inOrder);
    for (const row of due) {
      // What was held back since an earlier day gives way to what has come due since.
      const newer = due.some(
        (r) => r.clock === row.clock && r.start === row.start && r.due > row.due,
      );
      if (dayAt(row.send) < dayAt(now) && row.rung.act !== 'record' && newer)
        this.passOver(row, now);
      if (row.outcome === 'pending') this.fireOne(row, now);
    }
  }

  private fireOne(row: Row, now: number): void {
    if (row.rung.act === 'record') this.settle(row, 'recorded', now);
    else if (row.rung.act === 'task') this.settle(row, 'task', now);
    else if (this.isSilenced(row)) this.settle(row, 'suppressed', now);
    else if (row.rung.routine === false) this.settle(row, 'sent', now);
    else this.fireRoutine(row, now);
  }

  /** At most one routine letter a recipient a day; what goes at one moment goes as one letter. */
  private fireRoutine(row: Row, now: number): void {
    const recipient = recipientOf(row);
    const last = this.lastRoutineLetter.get(recipient);
    if (last?.at === now) this.settle(row, 'merged', now);
    else if (last?.day === dayAt(now)) row.tryAt = this.times.next(strike(dayAfter(dayAt(now)), 0));
    else {
      this.settle(row, 'sent', now);
      this.lastRoutineLetter.set(recipient, { at: now, day: dayAt(now) });
    }
  }

  /** A newer rung of the same clock goes instead. */
  passOver(row: Row, now: number): void {
    end(row, 'superseded', now);
    row.isOutdone = true;
  }

  /** Whether nobody writes to this recipient at present. */
  isSilenced(row: Row): boolean {
    return this.whySilenced(row) !== null;
  }

  /** Why nobody writes to this recipient, as far as the facts of the case say. */
  whySilenced(row: Row): string | null {
    const facts = this.standing;
    if (isDeregistered(facts)) return 'deregistered';
    if (row.rung.to === 'provider' && isOptedOut(facts)) return 'opted-out';
    if (row.rung.to === 'person' && isPersonOptedOut(facts, row.person)) return 'person-opted-out';
    return null;
  }

  /** What became of a rung, and what follows from that alone. */
  settle(row: Row, outcome: Outcome, now: number, why: string | null = null): void {
    end(row, outcome, now);
    row.why = why;
    if (outcome !== 'recorded') return;
    // A warning that would only arrive after the end is no warning.
    if (isEnd(row.rung))
      for (const other of this.waiting())
        if (other.clock === row.clock && other.start === row.start && other.rung.act === 'letter')
          end(other, 'superseded', now);
    if (row.clock === 'provider-silence')
      this.recorded.push({
        index: -1,
        startedBy: row.start.index,
        type: parkedBySilence,
        at: isoOf(row.due),
        recordedAt: now,
      });
  }
}

const sendingTimes = ({ policy, bankHolidays }: Settings): SendingTimes =>
  new SendingTimes(bankHolidays, policy.sendingHours.from, policy.sendingHours.to);
