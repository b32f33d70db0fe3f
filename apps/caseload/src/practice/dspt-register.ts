import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvOf } from '@app/providers';
import { dsptList, listName } from './dspt-list';
import type { Home } from './home';
import type { PracticeEngine } from './practice-engine';
import type { TownTime } from './town-time';

/** When the officer who sees to the registers imports the list, in minutes since midnight. */
export const listImported = 9 * 60 + 30;

/**
 * The list of DSPT publications of the town: somebody takes it from the website and imports it, as
 * officers do with the real one, and the open cases are told what is new.
 */
export class DsptRegister {
  private last = '';

  constructor(
    private readonly engine: PracticeEngine,
    private readonly time: TownTime,
    private readonly days: number,
  ) {}

  /** On the first working day of each week, and on every one of them in June and July. */
  isListDay(day: number): boolean {
    if (!this.time.isWorkingDay(day)) return false;
    const { month, dayOfWeek } = this.time.date(day);
    if (month === 6 || month === 7) return true;
    for (let before = 1; before < dayOfWeek; before++)
      if (this.time.isWorkingDay(day - before)) return false;
    return true;
  }

  /**
   * Imports the list as it stands on a morning. One that says what the last one said is left out,
   * except the newest before the town ends: the register must not look neglected.
   */
  async importList(homes: readonly Home[], day: number): Promise<void> {
    const list = csvOf(
      dsptList(
        homes.map(({ index, place, dspt }) => ({
          index,
          place,
          publications: dspt.filter(({ on }) => on < day),
        })),
        (published) => slashed(this.time.date(published)),
      ),
    );
    if (list === this.last && !this.isNewest(day)) return;
    this.last = list;
    const folder = await mkdtemp(join(tmpdir(), 'caseload-practice-'));
    try {
      const fileName = listName(this.time.date(day));
      const path = join(folder, fileName);
      await writeFile(path, list);
      await this.engine.importList(path, fileName, this.time.on(day));
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  private isNewest(day: number): boolean {
    for (let later = day + 1; later < this.days; later++) if (this.isListDay(later)) return false;
    return true;
  }
}

const slashed = ({ day, month, year }: { day: number; month: number; year: number }): string =>
  `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`;
