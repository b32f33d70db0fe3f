import type { ImportProblem } from '../import-result';
import type { ReadNotes } from '../reading/read-notes';

/** More problems than a person can look at: the file is wrong, not the rows. */
const mostListed = 1000;

/** Counts rows and collects problems while a file is read. */
export class ReadingNotes implements ReadNotes {
  rows = 0;
  setAside = 0;
  unlisted = 0;
  newestDay: string | null = null;
  produced: string | null = null;
  private readonly listed: ImportProblem[] = [];

  countRow(): void {
    this.rows++;
  }

  note(problem: ImportProblem): void {
    if (this.listed.length < mostListed) this.listed.push(problem);
    else this.unlisted++;
  }

  countSetAside(rows = 1): void {
    this.setAside += rows;
  }

  sawDay(day: string): void {
    if (this.newestDay === null || day > this.newestDay) this.newestDay = day;
  }

  producedOn(day: string): void {
    this.produced = day;
  }

  /** In the order of their rows. */
  problems(): ImportProblem[] {
    return [...this.listed].sort((a, b) => a.row - b.row);
  }
}
