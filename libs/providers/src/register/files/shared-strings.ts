import { FileRefused } from '../import-result';

const blockBytes = 1024 * 1024;
/** A thousand letters for each location of England; CQC's wide files have as many in a whole row. */
const mostBytes = 57 * 1024 * 1024;
const mostStrings = 4_000_000;
/** Those that stand first are used most: names of columns, areas, “Y”. */
const keptAsText = 4096;

/**
 * The texts of an Excel workbook, which its cells refer to by number. Kept as bytes outside the
 * memory of JavaScript, since this is the one table that grows with the file.
 */
export class SharedStrings {
  private readonly blocks: Buffer[] = [];
  private block = Buffer.alloc(0);
  private filled = 0;
  private bytes = 0;
  /** Block and place of each string, and its length: three numbers a string. */
  private places = new Uint32Array(3 * 1024);
  private count = 0;
  private readonly texts: string[] = [];

  get size(): number {
    return this.count;
  }

  /** @throws FileRefused when there are more than any register has */
  add(text: string): void {
    const length = Buffer.byteLength(text);
    this.bytes += length;
    if (this.bytes > mostBytes || this.count >= mostStrings)
      throw new FileRefused(
        'too-many-texts',
        'The workbook holds more text than any register has; save the sheet as “CSV UTF-8” and import that.',
      );
    if (this.filled + length > this.block.length) this.newBlock(length);
    this.block.write(text, this.filled);
    if ((this.count + 1) * 3 > this.places.length) this.grow();
    this.places.set([this.blocks.length - 1, this.filled, length], this.count * 3);
    this.filled += length;
    if (this.count < keptAsText) this.texts.push(text);
    this.count++;
  }

  /** @returns null when the workbook has no such text */
  get(number: number): string | null {
    if (!(number >= 0 && number < this.count)) return null;
    const kept = this.texts[number];
    if (kept !== undefined) return kept;
    const at = number * 3;
    const from = this.places[at + 1] ?? 0;
    const length = this.places[at + 2] ?? 0;
    return this.blocks[this.places[at] ?? 0]?.toString('utf8', from, from + length) ?? null;
  }

  private newBlock(length: number): void {
    this.block = Buffer.allocUnsafeSlow(Math.max(blockBytes, length));
    this.blocks.push(this.block);
    this.filled = 0;
  }

  private grow(): void {
    const larger = new Uint32Array(this.places.length * 2);
    larger.set(this.places);
    this.places = larger;
  }
}
