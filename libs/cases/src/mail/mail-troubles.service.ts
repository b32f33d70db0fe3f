import { Conflict } from '@app/domain';
import { type RaisedTaskKind, raiseTask, withdrawTasksAbout } from '@app/follow-ups';
import {
  type LetterTrouble,
  markDealtWith,
  type Resolution,
  resolveUnknown,
  silenceAddress,
  takeUntoldTroubles,
  tryCircuitNow,
  tryNow,
  type UntoldTrouble,
} from '@app/letters';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';

const taskKinds: Readonly<Record<LetterTrouble, RaisedTaskKind>> = {
  refused: 'mail/refused',
  bounced: 'mail/bounced',
  'given-up': 'mail/given-up',
  'no-address': 'mail/no-address',
  unknown: 'mail/unknown',
};

const atOnce = 200;

/** Who decides, as the ledger and the task remember them. */
export interface Decider {
  /** Kept with the letter. */
  name: string;
  /** `officer:<id>`, kept with the task. */
  actor: string;
}

const inWords: Readonly<Record<Resolution, string>> = {
  arrived: 'said that it arrived',
  'send-again': 'had it sent again',
  'not-arrived': 'said that it did not arrive and is not needed any more',
};

/** What people have to know of letters that went wrong, and what they decide about them. */
@Injectable()
export class MailTroubles {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks somebody to see to each letter that stopped, and writes no more to an address that does not
   * exist. Takes back the question about a letter that was cleared up since. Safe to run at any time
   * and beside itself: each letter is told of once.
   * @returns how many letters somebody was told of
   */
  async tell(): Promise<number> {
    let told = 0;
    for (;;) {
      const now = this.clock.now();
      const count = await this.db.transaction(async (tx) => {
        const troubles = await takeUntoldTroubles(tx, now, atOnce);
        for (const trouble of troubles) await tellOf(tx, trouble, now);
        return troubles.length;
      });
      told += count;
      if (count < atOnce) break;
    }
    await withdrawClearedUp(this.db, this.clock.now());
    return told;
  }

  /**
   * A person says what became of a letter of which nobody knows; one to be sent again goes with the
   * next run.
   * @throws NotFound, Conflict when it is not unknown (any more), Refused when it is no longer wanted
   *   or another letter to the same address goes or has gone today
   */
  async resolve(letterId: string, resolution: Resolution, by: Decider): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      await resolveUnknown(tx, letterId, resolution, by.name, now);
      const said = `${by.name} ${inWords[resolution]}`;
      await withdrawTasksAbout(tx, letterId, ['mail/unknown'], said, now);
    });
  }

  /**
   * A person has told the home by phone what a refused letter says, or mended what was wrong.
   * @throws Conflict when there is nothing to deal with (any more)
   */
  async dealtWith(letterId: string, by: Decider): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      if (!(await markDealtWith(tx, letterId, by.name, now)))
        throw new Conflict('nothing-to-do', 'Somebody has dealt with this letter already.');
      await tx.query(
        `UPDATE task SET status = 'done', settled_at = $2, settled_by = $3
          WHERE about = $1 AND kind LIKE 'mail/%' AND status = 'open'`,
        [letterId, now.toString(), by.actor],
      );
    });
  }

  /** @throws Conflict when the letter does not wait for another try (any more) */
  async tryNow(letterId: string): Promise<void> {
    if (!(await tryNow(this.db, letterId, this.clock.now())))
      throw new Conflict('not-waiting', 'This letter does not wait to be tried again.');
  }

  /** Somebody has mended something: one letter is tried at once, and if it goes, all go. */
  async endHalt(): Promise<void> {
    await tryCircuitNow(this.db, this.clock.now());
  }
}

async function tellOf(tx: Sql, trouble: UntoldTrouble, now: Temporal.Instant): Promise<void> {
  const { letterId, caseId, addressKey: key } = trouble;
  if (caseId !== null)
    await raiseTask(
      tx,
      {
        caseId,
        kind: taskKinds[trouble.trouble],
        addressee: 'officer',
        dueAt: now,
        about: letterId,
      },
      now,
    );
  if (trouble.trouble === 'bounced') {
    const since = Temporal.Instant.from(trouble.since);
    await silenceAddress(tx, { key, why: 'bounced', since, by: 'system' }, now);
  }
}

/** A worker that was only slow has come back and knows what became of its letter. */
async function withdrawClearedUp(sql: Sql, now: Temporal.Instant): Promise<void> {
  await sql.query(
    `UPDATE task t SET status = 'withdrawn', settled_at = $1, settled_by = 'system',
            reason = 'no longer needed: it has become known what became of the letter'
       FROM letter l
      WHERE t.kind = 'mail/unknown' AND t.status = 'open' AND t.follow_up_id IS NULL
        AND l.id = t.about AND l.status IN ('sent', 'refused', 'withdrawn')`,
    [now.toString()],
    'withdraw-cleared-up',
  );
}
