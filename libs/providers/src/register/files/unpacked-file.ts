import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputFile } from './input';
import type { ZipArchive } from './zip-archive';

/**
 * Unpacks one file of an archive to a temporary file that nobody else can open, and that is gone with
 * the reading, however it ends.
 * @throws FileRefused when it is damaged
 */
export async function unpacked(zip: ZipArchive, name: string): Promise<InputFile> {
  const path = join(tmpdir(), `caseload-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  try {
    // Without a name it lives only as long as it is open. Windows keeps the name of an open file.
    await unlink(path).catch(() => undefined);
    for await (const piece of zip.pieces(name)) await writeAll(file, piece);
    return await InputFile.of(file);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function writeAll(file: FileHandle, piece: Buffer): Promise<void> {
  for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten;
}
