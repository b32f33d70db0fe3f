import { randomUUID } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Clock, Database, type Sql, type Transaction } from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  expectNoShrinking,
  findLastOfSameFile,
  type ImportRun,
  rememberImport,
  takeTurn,
} from './import-history';
import { FileRefused, type ImportResult, nothing, type RegisterCounts } from './import-result';
import { ImportTally } from './import-tally';
import { type FileFacts, inspectFile } from './inspect-file';
import { countAreas, mergeSites } from './merge-sites';
import { LatestRatingsReader } from './read-latest-ratings';
import { settleRepeats, stageSites } from './stage-sites';

export interface ImportRequest {
  kind: 'cqc';
  /** Where the file lies on this machine. */
  path: string;
  /** The name people know it by. */
  fileName: string;
  /** Who imports it. */
  actor: string;
  /** Reads, checks and merges, and then leaves everything as it was. */
  dryRun?: boolean;
}

/** Ends a dry run's transaction without keeping anything. */
class DryRunDone extends Error {
  constructor(readonly result: ImportResult) {
    super('dry run');
  }
}

/**
 * Brings the register in line with a file of CQC's. All of the file is taken in one transaction, or
 * none of it; the same file again changes nothing.
 */
@Injectable()
export class ImportRegister {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Never throws for what is wrong with a file: `refused` and `problems` of the result say it. */
  async run(request: ImportRequest): Promise<ImportResult> {
    const tally = { last: new ImportTally() };
    try {
      return await this.read(request, tally);
    } catch (error) {
      if (error instanceof DryRunDone) return error.result;
      if (!(error instanceof FileRefused)) throw error;
      const { code, message } = error;
      return { ...resultOf(request, tally.last), refused: { code, message } };
    }
  }

  private async read(request: ImportRequest, tally: { last: ImportTally }): Promise<ImportResult> {
    const file = await openFile(request.path);
    try {
      const before = await file.stat();
      const facts = await inspectFile(file);
      const run: ImportRun = {
        id: randomUUID(),
        fileName: request.fileName,
        sha256: facts.sha256,
        at: this.clock.now().toString(),
        actor: request.actor,
      };
      return await this.db.transaction(async (tx) => {
        tally.last = new ImportTally();
        await takeTurn(tx);
        const result =
          (await this.repeatOfLast(tx, request, run)) ??
          (await this.merge(tx, request, run, facts, file, tally.last));
        const after = await file.stat();
        if (after.size !== before.size || after.mtimeMs !== before.mtimeMs)
          throw new FileRefused('file-changed', 'The file changed while it was read; try again.');
        if (request.dryRun) throw new DryRunDone(result);
        return result;
      });
    } finally {
      await file.close();
    }
  }

  private async repeatOfLast(
    tx: Sql,
    request: ImportRequest,
    run: ImportRun,
  ): Promise<ImportResult | null> {
    const last = await findLastOfSameFile(tx, run.sha256);
    if (!last) return null;
    const { rows, read, created, updated, unchanged, quarantined, problems } = last.result;
    const result: ImportResult = {
      ...resultOf(request, new ImportTally()),
      rows,
      read,
      unchanged: [created, updated, unchanged].reduce(plus),
      quarantined,
      problems,
    };
    await rememberImport(tx, run, result, new Map(Object.entries(last.compare.areas)));
    return result;
  }

  private async merge(
    tx: Transaction,
    request: ImportRequest,
    run: ImportRun,
    facts: FileFacts,
    file: FileHandle,
    tally: ImportTally,
  ): Promise<ImportResult> {
    const stream = file.createReadStream({ start: 0, autoClose: false });
    await stageSites(tx, new LatestRatingsReader(facts, tally).sites(stream));
    await settleRepeats(tx, tally);
    const areas = await countAreas(tx);
    if (areas.size === 0) throw noUsableRow(tally);
    await expectNoShrinking(tx, areas);
    const counts = await mergeSites(tx, { id: run.id, at: run.at });
    const result = { ...resultOf(request, tally), ...counts };
    await rememberImport(tx, run, result, areas);
    return result;
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // Looked at before it is opened: opening a pipe would wait for someone to write into it.
    if ((await stat(path)).isFile()) return await open(path, 'r');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new FileRefused('no-such-file', 'There is no such file; check its name and folder.');
    throw new FileRefused(
      'unreadable',
      `The file cannot be opened (${code}); check who may read it.`,
    );
  }
  throw new FileRefused('not-a-file', 'This is not a file; name the CSV file itself.');
}

function noUsableRow(tally: ImportTally): FileRefused {
  const first = tally.problems()[0];
  const example = first
    ? ` The first: row ${first.row}, ${first.column ?? 'whole row'}: ${first.message}`
    : '';
  return new FileRefused('no-usable-rows', `None of the ${tally.rows} rows can be used.${example}`);
}

function resultOf(request: ImportRequest, tally: ImportTally): ImportResult {
  return {
    kind: request.kind,
    file: request.fileName,
    rows: tally.rows,
    read: tally.read,
    created: nothing(),
    updated: nothing(),
    unchanged: nothing(),
    quarantined: tally.quarantined,
    refused: null,
    problems: tally.problems(),
  };
}

function plus(a: RegisterCounts, b: RegisterCounts): RegisterCounts {
  return { providers: a.providers + b.providers, sites: a.sites + b.sites };
}
