import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Anchor } from './anchors';

/** One anchor a line, beside the keys: whoever owns the database alone cannot change it. */
const fileName = 'audit-anchors.ndjson';

const isAway = new Set(['ENOENT', 'ENOTDIR']);

/** Adds an anchor to those kept in a folder, which is made. @throws when it cannot be written to */
export async function keepAnchor(folder: string, anchor: Anchor): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await appendFile(join(folder, fileName), `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
}

/**
 * The anchors kept in a folder; none when there is no such file. A line that was cut off in writing
 * is left out: any other that is damaged shows by its signature.
 */
export async function keptAnchors(folder: string): Promise<Anchor[]> {
  let text: string;
  try {
    text = await readFile(join(folder, fileName), 'utf8');
  } catch (error) {
    if (isAway.has((error as { code?: string }).code ?? '')) return [];
    throw error;
  }
  const lines = text.split('\n');
  lines.pop();
  return lines.filter((line) => line !== '').map(readAnchor);
}

/** What cannot be read is an anchor that no signature fits. */
function readAnchor(line: string): Anchor {
  try {
    const { position, hash, madeAt, mac } = JSON.parse(line) as Partial<Anchor>;
    if (Number.isSafeInteger(position))
      return {
        position: position ?? 0,
        hash: String(hash),
        madeAt: String(madeAt),
        mac: String(mac),
      };
  } catch {
    // Said below.
  }
  return { position: 0, hash: '', madeAt: '', mac: 'a line of the file is damaged' };
}
