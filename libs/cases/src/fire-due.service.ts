import type { ClockSettings } from '@app/domain';
import { lockCasesWithDue, setAside } from '@app/follow-ups';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';
import { type Fired, fireBatch } from './fire-batch';
import { firingAt } from './firing-settings';

/** What one drain did. */
export interface Drained extends Fired {
  /** Cases whose firing threw; they are set aside and tried again. */
  failed: number;
  batches: number;
}

const batchSize = 100;
const retryAfterMinutes = 5;

/**
 * Fires what is due, in batches, until nothing is. May run twice, late, or beside another: a case
 * is locked before its follow-ups are read, and the clocks are asked again. If a batch fails its
 * cases are tried one by one, so that one bad case never holds back its neighbours.
 */
@Injectable()
export class FireDueService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** @param onLetters called after each batch that wrote letters, so that they can leave at once */
  async drain(onLetters: () => void = () => undefined): Promise<Drained> {
    const total: Drained = { fired: 0, letters: 0, failed: 0, batches: 0 };
    for (;;) {
      const batch = await this.nextBatch();
      if (batch === null) return total;
      total.batches++;
      total.fired += batch.fired;
      total.letters += batch.letters;
      total.failed += batch.failed;
      if (batch.letters > 0) onLetters();
    }
  }

  private async nextBatch(): Promise<Omit<Drained, 'batches'> | null> {
    let locked: string[] = [];
    try {
      const fired = await this.db.transaction(async (tx) => {
        const clocks = await this.settings.policies.during(tx);
        locked = await lockCasesWithDue(tx, this.clock.now(), batchSize);
        return this.fire(tx, locked, clocks);
      });
      return locked.length === 0 ? null : { ...fired, failed: 0 };
    } catch (error) {
      if (locked.length === 0) throw error;
      return this.oneByOne(locked);
    }
  }

  private async oneByOne(caseIds: readonly string[]): Promise<Omit<Drained, 'batches'>> {
    const total = { fired: 0, letters: 0, failed: 0 };
    for (const id of caseIds) {
      try {
        const fired = await this.db.transaction(async (tx) => {
          const clocks = await this.settings.policies.during(tx);
          await tx.query('SELECT 1 FROM application_case WHERE id = $1 FOR NO KEY UPDATE', [id]);
          return this.fire(tx, [id], clocks);
        });
        total.fired += fired.fired;
        total.letters += fired.letters;
      } catch (error) {
        total.failed++;
        this.settings.onTrouble(error as Error, { caseId: id });
        const now = this.clock.now();
        await setAside(this.db, id, now, now.add({ minutes: retryAfterMinutes }));
      }
    }
    return total;
  }

  private fire(tx: Sql, caseIds: readonly string[], clocks: ClockSettings): Promise<Fired> {
    const settings = firingAt(this.clock.now(), clocks);
    return fireBatch(tx, this.settings.confidential, caseIds, settings);
  }
}
