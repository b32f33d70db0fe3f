import type { ImportRequest } from './import-request';
import type { ImportKind, ImportResult } from './import-result';

/** A kind of file that fills no register: its own part of the program takes it in. */
export interface OtherKind {
  /** As `Imports.run`. */
  run(request: ImportRequest): Promise<ImportResult>;
}

export type OtherKinds = Map<ImportKind, OtherKind>;

/** Injection token of a map that such parts of the program put themselves into when they start. */
export const OTHER_KINDS = Symbol('kinds of import that fill no register');
