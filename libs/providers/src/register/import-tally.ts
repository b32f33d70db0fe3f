import type { ImportProblem } from './import-result';

/** More problems than a person can look at: the file is wrong, not the rows. */
const mostListed = 1000;

/** A message may quote the file, whose cells are far longer than a line to read. */
const longestMessage = 500;

/** Counts rows and collects problems while a file is read and compared. */
export class ImportTally {
  rows = 0;
  /** Rows of which something was set aside. */
  setAside = 0;
  /** Rows that were read in full but have no place in the register. */
  unplaced = 0;
  private readonly listed: ImportProblem[] = [];
  private unlisted = 0;

  note(problem: ImportProblem): void {
    if (this.listed.length < mostListed) this.listed.push(shortened(problem));
    else this.unlisted++;
  }

  /** Counts problems that are not told one by one. */
  skip(problems: number): void {
    this.unlisted += problems;
  }

  get quarantined(): number {
    return Math.min(this.rows, this.setAside + this.unplaced);
  }

  get read(): number {
    return Math.max(0, this.rows - this.setAside);
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

/** Without its middle where it is too long: the end says what to do. */
function shortened(problem: ImportProblem): ImportProblem {
  const { message } = problem;
  if (message.length <= longestMessage) return problem;
  const half = longestMessage / 2;
  return { ...problem, message: `${message.slice(0, half)} … ${message.slice(-half)}` };
}
