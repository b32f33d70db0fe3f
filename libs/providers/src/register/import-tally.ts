import type { ImportProblem } from './import-result';

/** More problems than a person can look at: the file is wrong, not the rows. */
const mostListed = 1000;

/** Counts rows and collects problems while a file is read. */
export class ImportTally {
  rows = 0;
  quarantined = 0;
  private readonly listed: ImportProblem[] = [];
  private unlisted = 0;

  note(problem: ImportProblem): void {
    if (this.listed.length < mostListed) this.listed.push(problem);
    else this.unlisted++;
  }

  get read(): number {
    return this.rows - this.quarantined;
  }

  /** The problems in the order of their rows, with a last one for those left out of the list. */
  problems(): ImportProblem[] {
    const inOrder = [...this.listed].sort((a, b) => a.row - b.row);
    const last = inOrder.at(-1);
    if (!last || this.unlisted === 0) return inOrder;
    return [
      ...inOrder,
      {
        row: last.row,
        column: null,
        code: 'more-problems',
        message: `${this.unlisted} more problems are not listed; mend these and import again.`,
      },
    ];
  }
}
