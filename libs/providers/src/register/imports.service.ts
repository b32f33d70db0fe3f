import { randomUUID } from 'node:crypto';
import { asOfDay, londonDay } from '@app/domain';
import { Clock, Database, type Transaction } from '@app/platform';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { areaOf, countYield, findEarlier, refuseTooFew, tooFew } from './enough-records';
import type { FileRead, ReadRequest, ReadSink } from './files/file-read';
import { fingerprint } from './files/input';
import { readInThread } from './files/read-in-thread';
import {
  type ImportRun,
  keepCorrectionsOut,
  lastImport,
  rememberImport,
  takeTurn,
} from './import-history';
import type { ImportRequest } from './import-request';
import { FileRefused, type ImportResult } from './import-result';
import { ImportTally } from './import-tally';
import { checkAsOf, plainFileName } from './given-with-file';
import { digestOfChanges, keepPreview, listChanges } from './merging/list-changes';
import { apply, countUnchanged, plan, settle, type StagedFile } from './merging/merge-file';
import { findGone, rememberRecords, rememberSameRecords } from './merging/records-told';
import { Staging } from './merging/staging';
import { tellRowsAgain } from './quarantine/rows-told-again';
import { OTHER_KINDS, type OtherKinds } from './other-kinds';
import { resultOf, resultOfRepeat } from './result-of';

/** Gets at what files tell. */
export interface FileReader {
  read: (request: ReadRequest, sink: ReadSink) => Promise<FileRead>;
  fingerprint: (path: string) => Promise<{ sha256: string; bytes: number }>;
}

/** Injection token of a `FileReader`; a thread reads files of this machine when there is none. */
const FILE_READER = Symbol('reader of files');
const ofThisMachine: FileReader = { read: readInThread, fingerprint };

/**
 * Brings the registers in line with a file. All of it is taken in one transaction, or none of it; the
 * same file again changes nothing, and an older file never replaces what a newer one said.
 */
@Injectable()
export class Imports {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Optional() @Inject(OTHER_KINDS) private readonly others: OtherKinds = new Map(),
    @Optional() @Inject(FILE_READER) private readonly files: FileReader = ofThisMachine,
  ) {}

  /**
   * Never throws for what is wrong with a file: `refused` and `problems` of the result say it.
   * @throws BadInput for a day that is none; the signal's reason when it is aborted
   */
  async run(asked: ImportRequest): Promise<ImportResult> {
    const request = { ...asked, fileName: plainFileName(asked.fileName) };
    const other = request.kind === 'any' ? undefined : this.others.get(request.kind);
    if (other) return other.run(request);
    const result = await this.runRegister(request);
    return (result.kind === 'any' && (await this.tryOthers(request))) || result;
  }

  /** What no register knows may still be of a kind that fills none. */
  private async tryOthers(request: ImportRequest): Promise<ImportResult | null> {
    for (const [kind, other] of this.others) {
      const result = await other.run({ ...request, kind });
      if (!result.refused || result.variant) return result;
    }
    return null;
  }

  private async runRegister(request: ImportRequest): Promise<ImportResult> {
    if (request.asOf) checkAsOf(request.asOf, londonDay(this.clock.now()));
    const found: ImportInHand = { tally: new ImportTally(), result: {} };
    try {
      return await this.db.transaction((tx) => {
        found.tally = new ImportTally();
        found.result = {};
        return this.within(tx, request, found);
      });
    } catch (error) {
      const refusal = asRefusal(error);
      if (!refusal) throw error;
      const { code, message } = refusal;
      return { ...resultOf(request, found.tally), ...found.result, refused: { code, message } };
    }
  }

  private async within(
    tx: Transaction,
    request: ImportRequest,
    found: ImportInHand,
  ): Promise<ImportResult> {
    await takeTurn(tx);
    request.signal?.throwIfAborted();
    const repeat = await this.repeatOfLast(tx, request);
    if (repeat) return repeat;
    const staging = new Staging(
      tx,
      ({ kind, variant }) => {
        Object.assign(found.result, { kind, variant });
        return Promise.resolve();
      },
      (doneBytes, allBytes) => request.onProgress?.({ step: 'reading', doneBytes, allBytes }),
    );
    const read = await this.files.read(request, staging);
    const { tally } = found;
    takeReading(read, tally);
    const asOf = asOfDay(
      { given: request.asOf, fileName: request.fileName, ...read },
      londonDay(this.clock.now()),
    ).toString();
    found.result.asOf = asOf;
    const file: StagedFile = {
      kind: read.kind,
      names: read.names ?? {},
      subjects: staging.subjects,
    };
    const run: ImportRun = {
      id: request.id ?? randomUUID(),
      kind: read.kind,
      variant: read.variant,
      asOf,
      fileName: request.fileName,
      sha256: read.sha256,
      bytes: read.bytes,
      speaks: read.speaks,
      at: this.clock.now().toString(),
      actor: request.actor,
    };
    request.onProgress?.({ step: 'comparing', doneBytes: read.bytes, allBytes: read.bytes });
    await settle(tx, file, tally);
    return this.merge(tx, request, run, file, found, read.partial === true);
  }

  private async merge(
    tx: Transaction,
    request: ImportRequest,
    run: ImportRun,
    file: StagedFile,
    { tally, result }: ImportInHand,
    partialFile: boolean,
  ): Promise<ImportResult> {
    const areas = await this.compareYield(tx, request, run, file, { tally, result }, partialFile);
    if (!request.dryRun) await keepCorrectionsOut(tx);
    const listed = request.dryRun || request.expectDigest !== undefined;
    const made = await plan(tx, file, run, listed);
    request.signal?.throwIfAborted();
    if (listed) {
      await listChanges(tx, file.subjects);
      const digest = await digestOfChanges(tx);
      if (request.expectDigest !== undefined && digest !== request.expectDigest)
        throw registerChanged();
      result.digest = digest;
    }
    if (request.dryRun) {
      if (request.previewFor) await keepPreview(tx, request.previewFor);
    } else {
      request.onProgress?.({ step: 'writing', doneBytes: run.bytes, allBytes: run.bytes });
      await apply(tx, file, made, run);
    }
    await countUnchanged(tx, file, made);
    const { created, updated, unchanged, older, asked } = made;
    const whole: ImportResult = {
      ...resultOf(request, tally),
      ...result,
      created,
      updated,
      unchanged,
      ...(older > 0 ? { older } : {}),
      ...(asked > 0 ? { asked } : {}),
      importId: request.dryRun ? null : run.id,
    };
    request.signal?.throwIfAborted();
    if (request.dryRun) return whole;
    await rememberImport(tx, run, whole, areas);
    await rememberRecords(tx, file.subjects, run.id);
    return whole;
  }

  /** @returns what later files are compared with */
  private async compareYield(
    tx: Transaction,
    request: ImportRequest,
    { kind, variant }: ImportRun,
    { subjects }: StagedFile,
    { tally, result }: ImportInHand,
    partialFile: boolean,
  ): Promise<ReadonlyMap<string, number>> {
    const held = await countYield(tx, subjects);
    if (!held) {
      // Rows may be sound and still tell of nothing that is kept here.
      if (tally.read === 0) throw noUsableRow(tally);
      return new Map();
    }
    if (request.partial || partialFile) return new Map();
    const { main, areas } = held;
    const earlier = await findEarlier(tx, kind, variant, areas);
    if (!earlier) return areas;
    const gone = await findGone(tx, main, earlier.id, areaOf(main, 't'), [...areas.keys()]);
    if (gone.count > 0) result.gone = gone;
    const fewer = tooFew(earlier, areas);
    if (!fewer) return areas;
    result.fewer = fewer;
    if (!request.confirmed && !request.previewFor) throw refuseTooFew(fewer, main, areas);
    return areas;
  }

  /** The very bytes of the last import: then nothing can have changed since. */
  private async repeatOfLast(
    tx: Transaction,
    request: ImportRequest,
  ): Promise<ImportResult | null> {
    const last = await lastImport(tx);
    if (!last || (request.kind !== 'any' && request.kind !== last.kind)) return null;
    if (request.asOf && request.asOf !== last.asOf) return null;
    const { sha256, bytes } = await this.files.fingerprint(request.path);
    if (sha256 !== last.sha256 || !last.variant || !last.asOf) return null;
    const run: ImportRun = {
      ...last.compare,
      id: request.id ?? randomUUID(),
      kind: last.kind,
      variant: last.variant,
      asOf: last.asOf,
      fileName: request.fileName,
      sha256,
      bytes,
      at: this.clock.now().toString(),
      actor: request.actor,
    };
    const result = resultOfRepeat(request, last, request.dryRun ? null : run.id);
    if (request.dryRun) {
      await listChanges(tx, []);
      if (request.previewFor) await keepPreview(tx, request.previewFor);
      return { ...result, digest: await digestOfChanges(tx) };
    }
    await rememberImport(tx, run, result, new Map(Object.entries(last.compare.areas)));
    await rememberSameRecords(tx, run.id, last.id);
    await tellRowsAgain(tx, run.id, last.id);
    return result;
  }
}

/** What is known of an import so far, so that a refusal can tell it too. */
interface ImportInHand {
  tally: ImportTally;
  result: Partial<ImportResult>;
}

function takeReading(read: FileRead, tally: ImportTally): void {
  tally.rows = read.rows;
  tally.setAside += read.setAside;
  for (const problem of read.problems) tally.note(problem);
  tally.skip(read.unlisted);
}

/** PostgreSQL's class of errors for values that a column cannot hold. */
const dataException = '22';

/** @returns null when the fault is not the file's */
function asRefusal(error: unknown): FileRefused | null {
  if (error instanceof FileRefused) return error;
  const { code = '', message } = error as { code?: string; message: string };
  if (!code.startsWith(dataException) || code.length !== 5) return null;
  return new FileRefused(
    'impossible-value',
    `The file holds a value that cannot be kept (${message}); correct it and import again.`,
  );
}

const registerChanged = (): FileRefused =>
  new FileRefused(
    'register-changed',
    'The register has changed since this file was compared with it; look at the differences again.',
  );

function noUsableRow(tally: ImportTally): FileRefused {
  const first = tally.problems()[0];
  const example = first
    ? ` The first: row ${first.row}, ${first.column ?? 'whole row'}: ${first.message}`
    : '';
  return new FileRefused('no-usable-rows', `None of the ${tally.rows} rows can be used.${example}`);
}
