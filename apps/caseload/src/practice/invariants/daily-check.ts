import type { Temporal } from 'temporal-polyfill';
import type { PracticeEngine } from '../practice-engine';
import { Random } from '../random';
import { BrokenInvariant, checkInvariants } from './check-invariants';
import type { Invariant } from './invariant';

/** As many cases are replayed from their facts each day. */
const sampleSize = 5;

/** Asks at the end of each day whether everything holds, and at the very end of everything. */
export class DailyCheck {
  private readonly random: Random;

  /**
   * @param checked the moment up to which nothing has happened yet
   * @param invariants those that hold in this town
   */
  constructor(
    private readonly engine: PracticeEngine,
    seed: number,
    private checked: Temporal.Instant,
    private readonly invariants: readonly Invariant[],
  ) {
    this.random = Random.for(seed, 'sample');
  }

  /** The day that ends with the clock of the engine. @throws BrokenInvariant */
  async day(day: Temporal.PlainDate): Promise<void> {
    const { db, clock, audit } = this.engine;
    const until = clock.now();
    await checkInvariants(db, day, { from: this.checked, until }, this.invariants);
    const changed = await db.query<{ id: string }>(
      `SELECT id FROM application_case WHERE changed_at > $1 ORDER BY location_id, opened_on`,
      [this.checked.toString()],
      'practice-changed-cases',
    );
    const sample = this.random.shuffled(changed).slice(0, sampleSize);
    if (sample.length > 0) report(await audit.auditCases(sample.map(({ id }) => id)), day);
    this.checked = until;
  }

  /** All cases, replayed from their first fact. @throws BrokenInvariant */
  async everything(day: Temporal.PlainDate): Promise<void> {
    await this.day(day);
    report((await this.engine.audit.audit()).drift, day);
  }
}

function report(
  [drift]: readonly { caseId: string; what: string }[],
  day: Temporal.PlainDate,
): void {
  if (!drift) return;
  const must = 'what is stored equals what the facts come to';
  throw new BrokenInvariant(must, drift.caseId, day.toString(), 'replayed', drift.what);
}
