import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refused } from '@app/domain';
import type { Imports } from '../imports.service';
import { tableVariants } from '../variants';
import type { QuarantinedRow } from './quarantined-row';

/**
 * Brings one row in as the file of its own that it might have been: by the same reader and rules, of
 * the day its file spoke of, listed among the imports and taken back like one.
 * @returns the import's id
 * @throws Refused when the row cannot be used after all
 */
export async function applyRow(
  imports: Imports,
  { kind, row, said, fileName, asOf }: QuarantinedRow,
  actor: string,
): Promise<string> {
  const path = join(tmpdir(), `caseload-row-${randomUUID()}.csv`);
  try {
    await writeFile(path, asCsv(kind, said), { mode: 0o600 });
    const result = await imports.run({
      kind,
      path,
      fileName: `Row ${row} of ${fileName}`,
      actor,
      partial: true,
      ...(asOf === null ? {} : { asOf }),
    });
    if (result.refused) throw new Refused(result.refused.code, result.refused.message);
    if (!result.importId) throw new Error('An import that was not refused has no id.');
    return result.importId;
  } finally {
    await rm(path, { force: true });
  }
}

/** The row under the names of its columns, with those that its reader needs even if blank. */
function asCsv(kind: string, said: Readonly<Record<string, string>>): string {
  const variant = tableVariants.find(
    (v) => v.kind === kind && v.recognise(headerOf(v.needs, said)),
  );
  const header = headerOf(variant?.needs, said);
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const values = header.map((name) => quoted(said[name] ?? ''));
  return `${header.map(quoted).join(',')}\n${values.join(',')}\n`;
}

const headerOf = (
  needs: readonly string[] = [],
  said: Readonly<Record<string, string>>,
): string[] => [...new Set([...needs, ...Object.keys(said)])];
