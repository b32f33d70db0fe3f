import { crc32, deflateRawSync } from 'node:zlib';

/** A file in an archive; what is given besides its content makes it a lie. */
export interface ZipEntry {
  name: string;
  content: string | Buffer;
  /** Not packed. */
  stored?: boolean;
  /** What the directory says it unpacks to. */
  claimedSize?: number;
  /** Bit 0 says that it is encrypted. */
  flags?: number;
  /** 8 is deflate. */
  method?: number;
  /** What Unix knows of it: 0o120777 is a link. */
  mode?: number;
  /** Stands where this other entry stands, instead of having a place of its own. */
  sharesPlaceOf?: string;
}

/** A zip archive, made by hand so that it can be one that no honest program writes. */
export function zipFile(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const places = new Map<string, { at: number; packed: number }>();
  let at = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const stored = entry.stored ?? false;
    const shared = entry.sharesPlaceOf ? places.get(entry.sharesPlaceOf) : undefined;
    const packed = shared ? Buffer.alloc(0) : stored ? content : deflateRawSync(content);
    const place = shared ?? { at, packed: packed.length };
    const method = entry.method ?? (stored ? 0 : 8);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(entry.flags ?? 0x800, 2);
    about.writeUInt16LE(method, 4);
    about.writeUInt32LE(crc32Of(content), 10);
    about.writeUInt32LE(place.packed, 14);
    about.writeUInt32LE(entry.claimedSize ?? content.length, 18);
    about.writeUInt16LE(Buffer.byteLength(entry.name), 22);
    const name = Buffer.from(entry.name);
    if (!shared) {
      const part = Buffer.concat([Buffer.from('PK\x03\x04'), about, name, packed]);
      places.set(entry.name, place);
      parts.push(part);
      at += part.length;
    }
    const more = Buffer.alloc(14);
    more.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    more.writeUInt32LE(place.at, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), about, more, name);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  if (entries.length < 0xffff) return Buffer.concat([...parts, listed, end]);
  return Buffer.concat([...parts, listed, longEnd(entries.length, listed.length, at), end]);
}

/** Says how many entries there are when they are more than the usual end can say. */
function longEnd(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.write('PK\x06\x06', 'latin1');
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(length), 40);
  end.writeBigUInt64LE(BigInt(at), 48);
  end.write('PK\x06\x07', 56, 'latin1');
  end.writeBigUInt64LE(BigInt(at + length), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** Node 20.19 has none of its own yet. */
function crc32Of(bytes: Buffer): number {
  if (typeof crc32 === 'function') return crc32(bytes);
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
