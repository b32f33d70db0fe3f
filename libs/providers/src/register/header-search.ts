import { type Header, nameOtherFile, readHeader, refuseOtherFile } from './columns';
import { FileRefused } from './import-result';

/** Other CQC files have a few lines of explanation above their header. */
const linesLookedAt = 10;

/** Reads the header, or looks a little further down to name a file that was taken for ours. */
export class HeaderSearch {
  private refusal = new FileRefused('empty', 'The file holds only blank lines; download it again.');
  private looked = 0;

  /**
   * @param record the next row that is not blank
   * @returns the header, or null when the next row should be looked at too
   * @throws FileRefused when it is plain what is wrong
   */
  look(record: readonly string[]): Header | null {
    this.looked++;
    if (this.looked === 1) {
      try {
        return readHeader(record);
      } catch (error) {
        if (!(error instanceof FileRefused) || error.code !== 'not-csv') throw error;
        this.refusal = error;
      }
    }
    const other = nameOtherFile(record);
    if (other) throw refuseOtherFile(other);
    if (this.looked >= linesLookedAt) throw this.refusal;
    return null;
  }

  /** What to say when the file ended before a header was found. */
  failed(): FileRefused {
    return this.refusal;
  }
}
