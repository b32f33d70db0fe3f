import { basename, resolve } from 'node:path';
import { type ImportKind, importKinds, type ImportResult } from '@app/providers';
import type { ImportServices } from './import-services';
import { ProgressLine, type ProgressStream } from './progress-line';

/** How `caseload import` was asked for. */
export interface ImportOptions {
  dryRun: boolean;
  json: boolean;
  /** The day the data speak of, `YYYY-MM-DD`, when the file does not say it. */
  asOf?: string | undefined;
  /** Far fewer rows than last time are right. */
  confirmFewer: boolean;
}

/** What the verb works with. */
export interface ImportContext extends Pick<ImportServices, 'imports'> {
  /** Tells the open cases what changed for them. */
  news: Pick<ImportServices['news'], 'tell'>;
  /** Calls back when somebody wants it to end. */
  onInterrupt(stop: () => void): void;
  /** Where progress and refusals go. */
  told?: ProgressStream;
}

/** Problems shown on the screen; `--json` gives all. */
const mostShown = 20;

/** Somebody pressed Ctrl-C. */
class Interrupted extends Error {}

/**
 * Imports a file, or a folder of JSON files, and prints what it did; a refusal goes to standard
 * error. Interrupted, it leaves everything as it was.
 * @returns the exit status: 0 done, 1 the whole file was refused or it was interrupted, 2 a kind
 *   that is not known
 */
export async function importVerb(
  context: ImportContext,
  kind: string,
  file: string,
  options: ImportOptions,
): Promise<number> {
  const told = context.told ?? process.stderr;
  if (!isKind(kind)) {
    refuseKind(kind, told);
    return 2;
  }
  const result = await run(context, told, kind, file, options);
  if (!result) {
    told.write('Interrupted: nothing was changed.\n');
    return 1;
  }
  if (options.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (result.refused) {
    told.write(`${result.file} was refused: ${result.refused.message}\n`);
    if (result.fewer) told.write('If the file is whole, import it with --confirm-fewer.\n');
    return 1;
  }
  if (!options.json) process.stdout.write(inWords(result, options.dryRun));
  if (!options.dryRun) await tell(context, told);
  return 0;
}

/** The file is in, whatever comes of this: what cannot be told now, the worker tells soon. */
async function tell({ news }: ImportContext, told: ProgressStream): Promise<void> {
  try {
    await news.tell();
  } catch (error) {
    told.write(
      `The file is in, but open cases could not be told of it now (${(error as Error).message}); ` +
        'the worker tells them when it runs.\n',
    );
  }
}

/** What a file may be given as; `any` finds out what it is. */
const kinds = ['any', ...importKinds] as const;

const isKind = (kind: string): kind is ImportKind | 'any' =>
  (kinds as readonly string[]).includes(kind);

/** Says so when a kind is not known. @returns whether it is not */
export function refuseKind(kind: string, told: ProgressStream): boolean {
  if (isKind(kind)) return false;
  told.write(`“${kind}” cannot be imported; KIND is one of ${kinds.join(', ')}.\n`);
  return true;
}

/** @returns null when it was interrupted */
async function run(
  context: ImportContext,
  told: ProgressStream,
  kind: ImportKind | 'any',
  file: string,
  { dryRun, asOf, confirmFewer }: ImportOptions,
): Promise<ImportResult | null> {
  const fileName = basename(resolve(file));
  const line = new ProgressLine(told);
  const stopping = new AbortController();
  context.onInterrupt(() => stopping.abort(new Interrupted('interrupted')));
  try {
    return await context.imports.run({
      kind,
      path: file,
      fileName,
      actor: 'command line',
      dryRun,
      asOf,
      confirmed: confirmFewer,
      onProgress: (progress) => line.show(fileName, progress),
      signal: stopping.signal,
    });
  } catch (error) {
    if (error instanceof Interrupted) return null;
    throw error;
  } finally {
    line.clear();
  }
}

function inWords(result: ImportResult, dryRun: boolean): string {
  const { problems, gone, older = 0, asked = 0 } = result;
  const left = problems.length - mostShown;
  const lines = [
    `${result.file}: ${count(result.rows, 'row')} read.`,
    countLine('new', result, 'created'),
    countLine('changed', result, 'updated'),
    countLine('as before', result, 'unchanged'),
    ...(result.quarantined > 0 ? [`  set aside  ${count(result.quarantined, 'row')}`] : []),
    ...(older > 0
      ? [`  left out   ${count(older, 'value')} that a later file gave otherwise`]
      : []),
    ...(asked > 0 ? [`  to decide  ${count(asked, 'correction')} made by hand`] : []),
    ...(gone
      ? [`  gone       ${count(gone.count, 'record')} of the last file, kept as they are`]
      : []),
    ...(problems.length > 0 ? ['Look at:'] : []),
    ...problems
      .slice(0, mostShown)
      .map((p) => `  row ${p.row}${p.column ? `, ${p.column}` : ''}: ${p.message}`),
    ...(left > 0 ? [`  and ${left} more; --json lists them.`] : []),
    ...(dryRun ? ['This was a dry run: nothing was changed.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** “  new        478 sites, 342 providers”: sites and providers always, others when there are any. */
function countLine(
  label: string,
  result: ImportResult,
  which: 'created' | 'updated' | 'unchanged',
): string {
  const { sites, providers, ...others } = result[which];
  const told = new Set(
    (['created', 'updated', 'unchanged'] as const).flatMap((key) =>
      Object.entries(result[key]).flatMap(([what, n]) => (n > 0 ? [what] : [])),
    ),
  );
  const isRegister = told.has('sites') || told.has('providers') || told.size === 0;
  const parts = [
    ...(isRegister ? [count(sites, 'site'), count(providers, 'provider')] : []),
    ...Object.entries(others).flatMap(([what, n]) =>
      told.has(what) ? [`${n.toLocaleString('en-GB')} ${what}`] : [],
    ),
  ];
  return `  ${label.padEnd(10)} ${parts.join(', ')}`;
}

function count(n: number, what: string): string {
  return `${n.toLocaleString('en-GB')} ${what}${n === 1 ? '' : 's'}`;
}
