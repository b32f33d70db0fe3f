import { readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import type { InputFile } from './input';

const blockBytes = 64 * 1024;

/**
 * Reads an archive a block at a time: its directory is asked for in very many small pieces, each of
 * which would be a round trip through the system. Never closes the file.
 */
export class ReadAhead extends RandomAccessReader {
  private block = Buffer.alloc(0);
  private from = 0;

  constructor(private readonly file: InputFile) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.file.pieces(start, end), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    queueMicrotask(() => {
      let error: Error | null = null;
      try {
        this.fill(buffer, offset, length, position);
      } catch (why) {
        error = why as Error;
      }
      callback(error);
    });
  }

  override close(callback: (error: Error | null) => void): void {
    queueMicrotask(() => callback(null));
  }

  private fill(buffer: Buffer, offset: number, length: number, position: number): void {
    const last = position + length;
    if (position < this.from || last > this.from + this.block.length) {
      const block = Buffer.allocUnsafeSlow(Math.max(blockBytes, length));
      const read = readSync(this.file.fd, block, 0, block.length, position);
      this.block = block.subarray(0, read);
      this.from = position;
      if (read < length) throw new Error('unexpected EOF');
    }
    this.block.copy(buffer, offset, position - this.from, last - this.from);
  }
}
