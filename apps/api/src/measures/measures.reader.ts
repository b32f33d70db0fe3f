import { londonDay, type MeasureCode, type Scope, type Split } from '@app/domain';
import {
  type MeasuredPart,
  type MeasuredPlaces,
  type MeasureSnapshot,
  PresentMeasures,
  readMeasuredPlaces,
  readMeasures,
  readSnapshots,
  type ToldFigures,
  type ToldPart,
  withholdFigures,
} from '@app/measures';
import type { Holder } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { seesEveryCase } from '../security/sees-cases';

/** Who reads: what they may not see is not told. */
export interface MeasuresFor {
  officer: Holder;
  scope: Scope;
}

/** The measures of a month in the parts of a split. */
export interface ToldMonth {
  /** `YYYY-MM`. */
  month: string;
  /** The last day counted, Europe/London. */
  day: string;
  /** When it was kept for good, ISO 8601 UTC; null for the month so far. */
  takenAt: string | null;
  /** It was kept late, from what was known at `takenAt`. */
  isLate: boolean;
  parts: readonly ToldPart[];
}

/** A snapshot as the reader may see it. */
export type ToldSnapshot = Omit<MeasureSnapshot, 'figures'> & { figures: ToldFigures };

/** Months shown beside one another, the present one included: a year and the same month of the last. */
const monthsShown = 13;

/** The twelve measures, for page, file and programs alike. */
@Injectable()
export class MeasuresReader {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly presently: PresentMeasures,
  ) {}

  /** Months kept for good and the month so far, oldest first. */
  async months(split: Split, reader: MeasuresFor): Promise<ToldMonth[]> {
    const present = this.present();
    const from = present.subtract({ months: monthsShown - 1 }).toString();
    const kept = byMonth(await readSnapshots(this.db, { split, from }));
    const all = [...kept, await this.soFar(split)];
    return all.map((one) => this.told(one, reader));
  }

  /**
   * The measures of a month as of one of its days, by what is known at present. For the present day
   * that is the month so far.
   */
  async on(day: string, split: Split, reader: MeasuresFor): Promise<ToldMonth> {
    if (day === this.today().toString()) return this.told(await this.soFar(split), reader);
    const parts = await readMeasures(this.db, { day, now: this.clock.now(), split });
    return this.told({ month: day.slice(0, 7), day, takenAt: null, isLate: false, parts }, reader);
  }

  /** A month that was kept; null when it was not. */
  async kept(month: string, split: Split, reader: MeasuresFor): Promise<ToldMonth | null> {
    const [one] = byMonth(await readSnapshots(this.db, { split, from: month, to: month }));
    return one ? this.told(one, reader) : null;
  }

  /** One measure over the months that were kept, both included. */
  async snapshots(
    measure: MeasureCode,
    split: Split,
    { from, to }: { from?: string; to?: string },
    reader: MeasuresFor,
  ): Promise<ToldSnapshot[]> {
    const kept = await readSnapshots(this.db, { measure, split, from, to });
    const told = new Map(byMonth(kept).map((one) => [one.month, this.told(one, reader).parts]));
    return kept.map((row) => ({
      ...row,
      figures: told.get(row.month)?.find(({ part }) => part === row.part)?.measures[measure] ?? {},
    }));
  }

  /** The authorities and ICBs that have sites the association helps, by name. */
  parts(): Promise<MeasuredPlaces> {
    return readMeasuredPlaces(this.db);
  }

  /** The present day, Europe/London. */
  today(): Temporal.PlainDate {
    return londonDay(this.clock.now());
  }

  private present(): Temporal.PlainYearMonth {
    return this.today().toPlainYearMonth();
  }

  private async soFar(split: Split): Promise<KnownMonth> {
    const { day, parts } = await this.presently.soFar(split);
    return { month: day.slice(0, 7), day, takenAt: null, isLate: false, parts };
  }

  private told(month: KnownMonth, { officer, scope }: MeasuresFor): ToldMonth {
    const parts = seesEveryCase(officer, scope) ? month.parts : withholdFigures(month.parts);
    return { ...month, parts };
  }
}

type KnownMonth = Omit<ToldMonth, 'parts'> & { parts: readonly MeasuredPart[] };

function byMonth(rows: readonly MeasureSnapshot[]): KnownMonth[] {
  const months = new Map<string, Omit<KnownMonth, 'parts'> & { parts: MeasuredPart[] }>();
  for (const { month, day, takenAt, isLate, part, measure, figures } of rows) {
    const known = months.get(month) ?? { month, day, takenAt, isLate, parts: [] };
    months.set(month, known);
    let of = known.parts.find((one) => one.part === part);
    if (!of) known.parts.push((of = { part, measures: {} }));
    of.measures[measure] = figures;
  }
  return [...months.values()];
}
