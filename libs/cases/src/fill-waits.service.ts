import { presentWait, type Wait, waitingOnOf } from '@app/domain';
import { factsOfCases } from '@app/history';
import { Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';

/** Cases written at a time: nobody who records a fact waits long for them. */
const atOnce = 100;

const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Writes for whom open cases wait that were there before that was kept beside them, or before the rule
 * for it changed. Otherwise lists would be without them, or tell what was, until their next fact.
 */
@Injectable()
export class FillWaits {
  constructor(
    private readonly db: Database,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * Goes once through all cases that lack it; whatever is recorded meanwhile writes its own.
   * @returns how many cases it was written for
   */
  async run(): Promise<number> {
    let filled = 0;
    for (let after: string | null = firstId; after !== null; ) {
      const from: string = after;
      const batch = await this.db.transaction((tx) => this.fillSome(tx, from));
      filled += batch.filled;
      after = batch.last;
    }
    return filled;
  }

  private async fillSome(tx: Sql, after: string): Promise<{ filled: number; last: string | null }> {
    const cases = await tx.query<{ id: string }>(
      `SELECT id FROM application_case WHERE open AND awaits IS NULL AND id > $1
        ORDER BY id LIMIT $2 FOR NO KEY UPDATE`,
      [after, atOnce],
      'cases-without-wait',
    );
    const last = cases.at(-1)?.id ?? null;
    if (last === null) return { filled: 0, last };
    const { sealer } = this.settings.confidential;
    const facts = await factsOfCases(
      tx,
      sealer,
      cases.map(({ id }) => id),
    );
    const waits = [...facts].flatMap(([id, of]): (Wait & { id: string })[] => {
      const wait = presentWait(of);
      return wait ? [{ id, ...wait }] : [];
    });
    await tx.query(
      `UPDATE application_case c
          SET awaits = w.party, awaits_since = w.since, waiting_on = w.waiting_on
         FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[])
           AS w(id, party, since, waiting_on)
        WHERE c.id = w.id`,
      [
        waits.map((w) => w.id),
        waits.map((w) => w.party),
        waits.map((w) => w.since),
        waits.map((w) => waitingOnOf(w.party)),
      ],
      'fill-waits',
    );
    return { filled: waits.length, last };
  }
}
