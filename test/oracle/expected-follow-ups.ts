import {
  countsFrom,
  dayOfFact,
  isAccepted,
  isOptedOut,
  onItsWay,
  type OracleFact,
  stillStanding,
  unanswered,
  usable,
} from './accepted-facts';
import { type OracleClock, oracleLadders, type OracleRung } from './rungs';
import { dayAt, instant, isoOf, leafed, SendingTimes, strike, ticked } from './walked-time';

/** A simulation as it is asked for, in the published JSON shape. */
export interface OracleQuestion {
  asOf: string;
  until: string;
  facts: readonly Record<string, unknown>[];
  bankHolidays: readonly string[];
}

/** One follow-up of the published answer, without its basis. */
export interface ExpectedFollowUp {
  clock: string;
  rung: string;
  anchor: string;
  dueAt: string;
  sendAt: string;
  person: null;
  to: string | null;
  letter: string | null;
  outcome: string;
}

interface Row {
  clock: OracleClock;
  start: OracleFact;
  place: number;
  rung: OracleRung;
  anchor: string;
  due: number;
  send: number;
  /** When it is tried next; after `send` when it was held back. */
  tryAt: number;
  outcome: string;
}

interface Running {
  clock: OracleClock;
  start: OracleFact;
  anchor: string;
}

/**
 * The second opinion on dates: what the three clocks ought to do, worked out from the published
 * rules by walking along the time line, sharing nothing with the product but the JSON shapes.
 */
export function expectedFollowUps(question: OracleQuestion): {
  followUps: ExpectedFollowUp[];
  refused: number[];
} {
  const walk = new Walk(new SendingTimes(new Set(question.bankHolidays)));
  const until = instant(question.until);
  const waiting = inOrder(question);
  for (;;) {
    const fact = waiting[0];
    const firing = walk.nextTry();
    const now = Math.min(fact?.recordedAt ?? Infinity, firing);
    if (now > until || now === Infinity) break;
    if (fact && fact.recordedAt === now) {
      walk.record(fact);
      waiting.shift();
    } else walk.fire(now);
  }
  return { followUps: walk.rows.map(published), refused: walk.refused.sort((a, b) => a - b) };
}

function inOrder({ asOf, facts }: OracleQuestion): OracleFact[] {
  return facts
    .map((given, index): OracleFact => {
      const fact = given as unknown as OracleFact;
      const happened = fact.on ? strike(fact.on, 8) : instant(fact.at ?? '');
      return { ...fact, index, recordedAt: Math.max(happened, instant(asOf)) };
    })
    .sort((a, b) => a.recordedAt - b.recordedAt || a.index - b.index);
}

class Walk {
  readonly rows: Row[] = [];
  readonly refused: number[] = [];
  private readonly recorded: OracleFact[] = [];
  private lastRoutineLetter = { at: -1, day: '' };

  constructor(private readonly times: SendingTimes) {}

  nextTry(): number {
    return Math.min(Infinity, ...this.waiting().map((row) => row.tryAt));
  }

  private waiting(): Row[] {
    return this.rows.filter((row) => row.outcome === 'pending');
  }

  record(fact: OracleFact): void {
    if (!isAccepted(this.recorded, fact)) {
      this.refused.push(fact.index);
      return;
    }
    this.recorded.push(fact);
    const running = this.running();
    for (const row of this.waiting())
      if (!running.some((r) => r.clock === row.clock && r.start.index === row.start.index))
        row.outcome = 'superseded';
    for (const r of running) this.set(r, fact.recordedAt);
  }

  private running(): Running[] {
    const facts = stillStanding(this.recorded);
    const posted = onItsWay(facts);
    const code = usable(facts);
    const submission = unanswered(facts);
    const found: Running[] = [];
    if (posted) found.push({ clock: 'otp-arrival', start: posted, anchor: dayOfFact(posted) });
    if (code) found.push({ clock: 'otp-validity', start: code, anchor: countsFrom(facts, code) });
    if (submission)
      found.push({ clock: 'nhsmail-reply', start: submission, anchor: dayOfFact(submission) });
    return found;
  }

  /** Sets every rung that is new, moved or wanted again; what has gone out stands. */
  private set({ clock, start, anchor }: Running, now: number): void {
    const ladder = oracleLadders[clock].map((rung: OracleRung, place): Row => {
      const due = dueAt(rung, anchor, start);
      const send = this.ownMoment(rung, due);
      return { clock, start, place, rung, anchor, due, send, tryAt: send, outcome: 'pending' };
    });
    const newestPast = Math.max(...ladder.filter((r) => isPast(r, now)).map((r) => r.due));
    const end = ladder.find((r) => r.rung.rung === 'expired');
    const isDead =
      end && this.rowOf(end)?.outcome === 'recorded' && end.due <= (this.rowOf(end)?.due ?? 0);
    for (const wanted of ladder) {
      const row = this.rowOf(wanted);
      if (isDead && wanted.rung.letter) {
        if (row?.outcome === 'pending') row.outcome = 'superseded';
        continue;
      }
      if (row && !['pending', 'superseded'].includes(row.outcome)) continue;
      if (row?.outcome === 'pending' && row.due === wanted.due) continue;
      if (isPast(wanted, now)) {
        if (wanted.rung.what === 'recorded') wanted.tryAt = now;
        else if (wanted.due === newestPast) wanted.send = wanted.tryAt = this.times.next(now);
        else wanted.outcome = 'superseded';
      }
      if (row) Object.assign(row, wanted);
      else this.rows.push(wanted);
    }
  }

  private rowOf({ clock, start, rung }: Row): Row | undefined {
    return this.rows.find(
      (r) => r.clock === clock && r.start.index === start.index && r.rung.rung === rung.rung,
    );
  }

  private ownMoment(rung: OracleRung, due: number): number {
    if (rung.what === 'recorded') return due;
    if (rung.last) return this.times.isOpen(due) ? due : this.times.backFrom(dayAt(due));
    return this.times.next(due);
  }

  fire(now: number): void {
    const due = this.waiting().filter((row) => row.tryAt === now);
    due.sort((a, b) => a.due - b.due || a.start.index - b.start.index || a.place - b.place);
    for (const row of due) {
      // What was held back since an earlier day gives way to what has come due since.
      const newer = due.some(
        (r) => r.clock === row.clock && r.start === row.start && r.due > row.due,
      );
      if (dayAt(row.send) < dayAt(now) && row.rung.what !== 'recorded' && newer)
        row.outcome = 'superseded';
      if (row.outcome === 'pending') this.fireOne(row, now);
    }
  }

  private fireOne(row: Row, now: number): void {
    if (row.rung.what === 'recorded') {
      row.outcome = 'recorded';
      // A warning that would only arrive after the end is no warning.
      if (row.rung.rung === 'expired')
        for (const other of this.waiting())
          if (other.clock === row.clock && other.start === row.start && other.rung.letter)
            other.outcome = 'superseded';
    } else if (row.rung.what === 'task') row.outcome = 'task';
    else if (isOptedOut(stillStanding(this.recorded))) row.outcome = 'suppressed';
    else if (row.rung.answersAnEvent) row.outcome = 'sent';
    else if (this.lastRoutineLetter.at === now) row.outcome = 'merged';
    else if (this.lastRoutineLetter.day === dayAt(now))
      row.tryAt = this.times.next(strike(leafed(dayAt(now), 1), 0));
    else {
      row.outcome = 'sent';
      this.lastRoutineLetter = { at: now, day: dayAt(now) };
    }
  }
}

const isPast = (row: Row, now: number): boolean => Math.min(row.due, row.send) < now;

function dueAt({ after }: OracleRung, anchor: string, start: OracleFact): number {
  return 'days' in after
    ? strike(leafed(anchor, after.days), after.hour)
    : ticked(instant(start.at ?? ''), after.minutes);
}

const published = (row: Row): ExpectedFollowUp => ({
  clock: row.clock,
  rung: row.rung.rung,
  anchor: row.anchor,
  dueAt: isoOf(row.due),
  sendAt: isoOf(row.send),
  person: null,
  to: row.rung.to,
  letter: row.rung.letter,
  outcome: row.outcome,
});
