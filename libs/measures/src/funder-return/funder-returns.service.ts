import { BadInput, Conflict, lastDayOfMonth, londonDay, NotFound, Refused } from '@app/domain';
import { CONFIG, Clock, Database, type RunningConfig, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { firstMonthOfUse } from '../monthly/monthly-snapshots.service';
import { PresentMeasures } from '../monthly/present-measures.service';
import type { MeasuredPart } from '../monthly/read-measures';
import { readSnapshots, takeSnapshot } from '../monthly/snapshots';
import { type FunderReturn, longestNote, type ReturnMonth, type ReturnNote } from './funder-return';

interface SentRow {
  association: string;
  note: string;
  figures: Pick<FunderReturn, 'day' | 'takenAt' | 'isLate' | 'area' | 'authorities'>;
  sentOn: string;
  sentBy: string;
}

type ReturnFigures = SentRow['figures'];

/** What the association tells its funder each month. A return that was sent never changes. */
@Injectable()
export class FunderReturns {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly presently: PresentMeasures,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** The present month and all that were taken or sent, the newest first. */
  async months(): Promise<ReturnMonth[]> {
    const present = this.present();
    const rows = await this.db.query<Omit<ReturnMonth, 'state'>>(
      `SELECT to_char(m.month, 'YYYY-MM') AS month, r.sent_on AS "sentOn", o.name AS "sentBy"
         FROM (SELECT month FROM measure_snapshot WHERE measure = 'M1' AND split = 'all'
                UNION SELECT $1::date) m
         LEFT JOIN funder_return r USING (month) LEFT JOIN officer o ON o.id = r.sent_by
        ORDER BY m.month DESC`,
      [`${present}-01`],
      'funder-return-months',
    );
    return rows.map((row) => ({
      ...row,
      state: row.sentOn !== null ? 'sent' : row.month === present ? 'so-far' : 'draft',
    }));
  }

  /**
   * The return of a month as it stands: as it was sent, or with the figures of its snapshot, or with
   * the month so far.
   * @param month `YYYY-MM`
   * @throws NotFound for a month that has not begun, or of which nothing was kept
   */
  async of(month: string): Promise<FunderReturn> {
    const present = this.present();
    if (month > present) throw notKept(month);
    const note = (await this.notes(month))[0] ?? null;
    const sent = await this.sent(month);
    if (sent) {
      const { association, figures, sentOn, sentBy } = sent;
      return { month, association, state: 'sent', ...figures, sentOn, sentBy, note };
    }
    const figures =
      (await keptFigures(this.db, month)) ?? (month === present ? await this.soFar() : null);
    if (!figures) throw notKept(month);
    return {
      month,
      association: this.config.associationName,
      state: month === present ? 'so-far' : 'draft',
      ...figures,
      sentOn: null,
      sentBy: null,
      note,
    };
  }

  /** What was said beside the figures, the newest first. */
  notes(month: string): Promise<ReturnNote[]> {
    return notesOf(this.db, month);
  }

  /**
   * Keeps what is said beside the figures; what was said before is kept too.
   * @param number of the note this one was made from; 0 for none
   * @throws BadInput for a text that is too long
   * @throws NotFound for a month that has not begun, or was over before the service was used
   * @throws Conflict once the return was sent, or somebody saved another note meanwhile
   */
  async write(month: string, number: number, text: string, officerId: string): Promise<void> {
    const words = text.trim();
    if (words.length > longestNote) throw tooLong();
    await this.db.transaction(async (tx) => {
      await inTurn(tx, month);
      await this.refuseUnused(tx, month);
      await this.refuseSent(tx, month);
      const [newest] = await notesOf(tx, month);
      if ((newest?.number ?? 0) !== number) throw writtenMeanwhile(newest?.by ?? 'Somebody');
      if (newest?.text === words) return;
      await tx.query(
        `INSERT INTO funder_return_note (month, number, text, written_by, written_at)
         VALUES ($1, $2, $3, $4, $5)`,
        [`${month}-01`, number + 1, words, officerId, this.clock.now().toString()],
      );
    });
  }

  /**
   * Says that the return was sent on a day: from then on it is as it was sent. The figures of the
   * month are kept first where no worker has done so.
   * @param sentOn Europe/London, `YYYY-MM-DD`; not in the future, and after the month
   * @throws BadInput for such a day
   * @throws NotFound for a month that was over before the service was used
   * @throws Refused while the month is not over
   * @throws Conflict when it was sent already
   */
  async send(month: string, sentOn: string, officerId: string): Promise<void> {
    const now = this.clock.now();
    if (month >= this.present())
      throw new Refused(
        'month-not-over',
        'The month is not over: send its return from the first of the next.',
      );
    if (sentOn > londonDay(now).toString() || sentOn <= lastDayOfMonth(month))
      throw badDay('Give the day it was sent, after the month it speaks of and not in the future');
    await this.db.transaction(async (tx) => {
      await inTurn(tx, month);
      await this.refuseUnused(tx, month);
      await this.refuseSent(tx, month);
      await takeSnapshot(tx, month, now);
      const figures = await keptFigures(tx, month);
      const [note] = await notesOf(tx, month);
      await tx.query(
        `INSERT INTO funder_return (month, association, note, figures, sent_on, sent_by, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          `${month}-01`,
          this.config.associationName,
          note?.text ?? '',
          JSON.stringify(figures),
          sentOn,
          officerId,
          now.toString(),
        ],
      );
    });
  }

  private present(): string {
    return londonDay(this.clock.now()).toPlainYearMonth().toString();
  }

  private async soFar(): Promise<ReturnFigures> {
    const { day, parts } = await this.presently.soFar('all');
    const { parts: authorities } = await this.presently.soFar('authority');
    const [area = nothing] = parts;
    return { day, takenAt: null, isLate: false, area, authorities };
  }

  private async sent(month: string, sql: Sql = this.db): Promise<SentRow | null> {
    const [row] = await sql.query<SentRow>(
      `SELECT r.association, r.note, r.figures, r.sent_on AS "sentOn", o.name AS "sentBy"
         FROM funder_return r JOIN officer o ON o.id = r.sent_by WHERE r.month = $1`,
      [`${month}-01`],
      'funder-return-sent',
    );
    return row ?? null;
  }

  /** What was kept would stay for ever, of a time of which nothing is known. */
  private async refuseUnused(tx: Sql, month: string): Promise<void> {
    const first = await firstMonthOfUse(tx);
    if (month > this.present() || first === null || month < first) throw notKept(month);
  }

  private async refuseSent(tx: Sql, month: string): Promise<void> {
    const sent = await this.sent(month, tx);
    if (sent)
      throw new Conflict(
        'return-sent',
        `${sent.sentBy} sent the return of this month on ${sent.sentOn}: it stays as it was sent.`,
      );
  }
}

/** Notes and sending of one month take turns. */
const inTurn = (tx: Sql, month: string): Promise<unknown> =>
  tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`funder-return ${month}`]);

function notesOf(sql: Sql, month: string): Promise<ReturnNote[]> {
  return sql.query<ReturnNote>(
    `SELECT n.number, n.text, o.name AS by, n.written_at AS at
       FROM funder_return_note n JOIN officer o ON o.id = n.written_by
      WHERE n.month = $1 ORDER BY n.number DESC`,
    [`${month}-01`],
    'funder-return-notes',
  );
}

/** The figures a month was kept with; null when it was not. */
async function keptFigures(sql: Sql, month: string): Promise<ReturnFigures | null> {
  const of = async (split: 'all' | 'authority'): Promise<MeasuredPart[]> => {
    const parts = new Map<string, MeasuredPart>();
    const kept = await readSnapshots(sql, { from: month, to: month, split });
    for (const { part, measure, figures } of kept) {
      const known = parts.get(part) ?? { part, measures: {} };
      known.measures[measure] = figures;
      parts.set(part, known);
    }
    return [...parts.values()];
  };
  const [first] = await readSnapshots(sql, { measure: 'M1', split: 'all', from: month, to: month });
  const [area] = await of('all');
  if (!first || !area) return null;
  const { day, takenAt, isLate } = first;
  return { day, takenAt, isLate, area, authorities: await of('authority') };
}

const nothing: MeasuredPart = { part: '', measures: {} };

const notKept = (month: string): NotFound =>
  new NotFound(
    'no-such-return',
    `There are no figures for ${month}: choose a month from the list.`,
  );

const tooLong = (): BadInput => {
  const message = `Shorten the note to ${longestNote} characters`;
  return new BadInput('note-too-long', `${message}.`, [
    { pointer: '/note', code: 'too-long', message },
  ]);
};

const badDay = (message: string): BadInput =>
  new BadInput('invalid-day', `${message}.`, [{ pointer: '/sentOn', code: 'invalid', message }]);

const writtenMeanwhile = (who: string): Conflict =>
  new Conflict(
    'note-changed',
    `${who} saved another note meanwhile: read it, then add what is missing.`,
  );
