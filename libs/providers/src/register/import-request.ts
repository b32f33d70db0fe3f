import type { ImportKind } from './import-result';

/** How far an import is. */
export interface ImportProgress {
  step: 'reading' | 'comparing' | 'writing';
  /** Of the file. */
  doneBytes: number;
  allBytes: number;
}

export interface ImportRequest {
  /** `any` takes the file for whatever its columns say it is. */
  kind: ImportKind | 'any';
  /** Where the file, or a folder of JSON files, lies on this machine. */
  path: string;
  /** The name people know it by. */
  fileName: string;
  /** Who imports it. */
  actor: string;
  /** Reads, checks and compares, and leaves the registers as they are. */
  dryRun?: boolean | undefined;
  /** The day its data speak of, `YYYY-MM-DD`, when the person knows better than the file. */
  asOf?: string | undefined;
  /** A person said that far fewer rows than last time are right. */
  confirmed?: boolean | undefined;
  /**
   * The file tells of changes only: fewer rows mean nothing, nothing is missing from it, and later
   * files are not compared with it.
   */
  partial?: boolean | undefined;
  /** Hears how far it is, a few times a second at most. */
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Ends it without a trace, until the last moment. */
  signal?: AbortSignal | undefined;
  /** What a dry run said (`digest`): the import is refused when it would come to anything else. */
  expectDigest?: string | undefined;
  /** The id it is to be listed under; a new one when absent. */
  id?: string | undefined;
  /** With `dryRun`: the job whose preview keeps every change. */
  previewFor?: string | undefined;
}
