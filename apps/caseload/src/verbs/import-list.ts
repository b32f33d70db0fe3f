import { type ListedImport, listImports } from '@app/providers';
import type { VerbContext } from './on-migrated';

/** Prints the newest imports, a line each. @returns the exit status */
export async function importsVerb(
  { db }: Pick<VerbContext, 'db'>,
  { json, limit }: { json: boolean; limit: number },
): Promise<number> {
  const { items } = await listImports(db, { limit });
  if (json) process.stdout.write(`${JSON.stringify(items, null, 2)}\n`);
  else if (items.length === 0) process.stderr.write('Nothing has been imported yet.\n');
  else process.stdout.write(`${items.map(lineOf).join('\n')}\n`);
  return 0;
}

/** Id first, as `import undo` wants it. */
function lineOf({ id, kind, fileName, asOf, importedAt, undoneAt, ...did }: ListedImport): string {
  const sum = (counts: object): number =>
    (Object.values(counts) as number[]).reduce((total, n) => total + n, 0);
  return [
    id,
    importedAt.slice(0, 16).replace('T', ' '),
    kind.padEnd(13),
    `as of ${asOf ?? 'unknown'}`,
    `${sum(did.created)} new, ${sum(did.updated)} changed`,
    ...(undoneAt ? ['undone'] : []),
    fileName,
  ].join('  ');
}
