import { basename } from 'node:path';
import type { Clock, Database } from '@app/platform';
import { ImportRegister, type ImportResult } from '@app/providers';

/** Problems shown on the screen; `--json` gives all. */
const mostShown = 20;

/**
 * Imports a register file and prints what it did; a refusal goes to standard error.
 * @returns the exit status: 0 done, 1 the whole file was refused, 2 a kind that is not known
 */
export async function importVerb(
  context: { db: Database; clock: Clock },
  kind: string,
  file: string,
  options: { dryRun: boolean; json: boolean },
): Promise<number> {
  if (kind !== 'cqc') {
    process.stderr.write(`“${kind}” cannot be imported; the only KIND so far is cqc.\n`);
    return 2;
  }
  const result = await new ImportRegister(context.db, context.clock).run({
    kind,
    path: file,
    fileName: basename(file),
    actor: 'command line',
    dryRun: options.dryRun,
  });
  if (options.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (result.refused) {
    process.stderr.write(`${result.file} was refused: ${result.refused.message}\n`);
    return 1;
  }
  if (!options.json) process.stdout.write(inWords(result, options.dryRun));
  return 0;
}

function inWords(result: ImportResult, dryRun: boolean): string {
  const line = (label: string, { sites, providers }: ImportResult['created']) =>
    `  ${label.padEnd(10)} ${count(sites, 'site')}, ${count(providers, 'provider')}`;
  const left = result.problems.length - mostShown;
  const lines = [
    `${result.file}: ${count(result.rows, 'row')} read.`,
    line('new', result.created),
    line('changed', result.updated),
    line('as before', result.unchanged),
    ...(result.quarantined > 0 ? [`  set aside  ${count(result.quarantined, 'row')}`] : []),
    ...(result.problems.length > 0 ? ['Look at:'] : []),
    ...result.problems
      .slice(0, mostShown)
      .map((p) => `  row ${p.row}${p.column ? `, ${p.column}` : ''}: ${p.message}`),
    ...(left > 0 ? [`  and ${left} more; --json lists them.`] : []),
    ...(dryRun ? ['This was a dry run: nothing was changed.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function count(n: number, what: string): string {
  return `${n.toLocaleString('en-GB')} ${what}${n === 1 ? '' : 's'}`;
}
