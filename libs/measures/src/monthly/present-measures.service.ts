import { londonDay, type Measured, type Split } from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { countedMonth, type CountedMonth } from './counted-month';
import { readMeasured } from './read-measured';
import { type MeasuredPart, measuredParts } from './read-measures';

/** What was read of the month so far, and what was known then. */
interface Kept {
  state: string;
  month: CountedMonth;
  rows: Promise<Measured>;
}

/** The month so far. */
export interface SoFar {
  /** The present day, Europe/London. */
  day: string;
  parts: MeasuredPart[];
}

/**
 * The measures of the month so far. Reading them takes a second or two for a whole country, so what
 * was read is kept until something changes it: a fact, an import or its undoing, what people say, or
 * the minute, since stalls begin by the passing of time.
 */
@Injectable()
export class PresentMeasures {
  private kept: Kept | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async soFar(split: Split): Promise<SoFar> {
    const now = this.clock.now();
    const month = countedMonth(londonDay(now).toString(), now);
    const minute = now.round({ smallestUnit: 'minute', roundingMode: 'floor' });
    const state = `${minute.toString()} ${await stateOfKnowledge(this.db)}`;
    if (this.kept?.state !== state) {
      const rows = readMeasured(this.db, month);
      this.kept = { state, month, rows };
      // What failed once may succeed the next time.
      rows.catch(() => {
        if (this.kept?.rows === rows) this.kept = null;
      });
    }
    const { rows, month: of } = this.kept;
    return { day: of.day, parts: measuredParts(await rows, of, split) };
  }
}

/** A text that is another whenever something has been changed that is measured. */
async function stateOfKnowledge(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ state: string }>(
    `SELECT concat_ws(' ',
        (SELECT concat(count(*), ',', sum(version)) FROM application_case),
        (SELECT concat(max(position), ',', max(undone_at)) FROM import_run),
        (SELECT concat(max(corrected_at), ',', max(ended_at)) FROM site_correction),
        (SELECT concat(count(*), ',', max(said_at), ',', max(ended_at)) FROM dspt_inclusion),
        (SELECT concat(count(*), ',', max(classified_at), ',', max(ended_at))
           FROM dspt_classification),
        (SELECT concat(count(*), ',', max(said_at)) FROM workshop),
        (SELECT concat(count(*), ',', max(said_at), ',', max(ended_at)) FROM authority_change))
        AS state`,
    [],
    'state-of-measured-knowledge',
  );
  return row?.state ?? '';
}
