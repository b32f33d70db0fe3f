import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';

/** What the directory at the end says of one file. */
interface Entry {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

/** Names are UTF-8 (APPNOTE 4.4.4, bit 11). */
const utf8Names = 0x0800;
const deflated = 8;
/** The first day that a ZIP file can tell: the same content is the same file. */
const noDate = 0x21;

/**
 * A ZIP archive (APPNOTE 6.3.10) that is packed while its texts are still being written, so that only
 * what is packed is ever held. Up to 4 GB and 65,535 files.
 */
export class ZipFile {
  private readonly pieces: Buffer[] = [];
  private readonly entries: Entry[] = [];
  private length = 0;

  /** Puts a text in; one after the other. */
  async add(name: string, text: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const entry = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, offset: this.length };
    const head = Buffer.alloc(30);
    this.put(head);
    this.put(entry.name);
    const start = this.length;
    const deflate = createDeflateRaw();
    const packing = (async () => {
      for await (const piece of deflate) this.put(piece as Buffer);
    })();
    try {
      for await (const piece of text) {
        const bytes = Buffer.from(piece);
        entry.crc = crc32(bytes, entry.crc);
        entry.size += bytes.length;
        if (!deflate.write(bytes)) await once(deflate, 'drain');
      }
      deflate.end();
    } catch (error) {
      deflate.destroy();
      await packing.catch(() => undefined);
      throw error;
    }
    await packing;
    entry.packed = this.length - start;
    head.writeUInt32LE(0x04034b50, 0);
    writeFields(head, 4, entry);
    this.entries.push(entry);
  }

  /** The whole archive, in its order. */
  end(): readonly Buffer[] {
    const directory = this.length;
    for (const entry of this.entries) {
      const line = Buffer.alloc(46);
      line.writeUInt32LE(0x02014b50, 0);
      line.writeUInt16LE(20, 4);
      writeFields(line, 6, entry);
      line.writeUInt32LE(entry.offset, 42);
      this.put(line);
      this.put(entry.name);
    }
    const last = Buffer.alloc(22);
    last.writeUInt32LE(0x06054b50, 0);
    last.writeUInt16LE(this.entries.length, 8);
    last.writeUInt16LE(this.entries.length, 10);
    last.writeUInt32LE(this.length - directory, 12);
    last.writeUInt32LE(directory, 16);
    this.put(last);
    return this.pieces;
  }

  private put(piece: Buffer): void {
    this.pieces.push(piece);
    this.length += piece.length;
  }
}

/** The fields that stand both before a file and in the directory. */
function writeFields(into: Buffer, at: number, { name, crc, packed, size }: Entry): void {
  into.writeUInt16LE(20, at);
  into.writeUInt16LE(utf8Names, at + 2);
  into.writeUInt16LE(deflated, at + 4);
  into.writeUInt16LE(noDate, at + 8);
  into.writeUInt32LE(crc, at + 10);
  into.writeUInt32LE(packed, at + 14);
  into.writeUInt32LE(size, at + 18);
  into.writeUInt16LE(name.length, at + 22);
}
