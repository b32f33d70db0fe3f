export type StartErrorCode =
  | 'already-running'
  | 'busy'
  | 'data-damaged'
  | 'data-out-of-reach'
  | 'disk-full'
  | 'folder-not-writable'
  | 'no-binaries'
  | 'other-version'
  | 'passwords-unknown'
  | 'port-taken'
  | 'secrets-damaged'
  | 'server-failed'
  | 'server-not-answering';

/** Caseload cannot start. The message is one sentence that says what is wrong and what to do. */
export class StartError extends Error {
  constructor(
    /** Stable: programs may act on it. */
    readonly code: StartErrorCode,
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
    this.name = 'StartError';
  }
}
