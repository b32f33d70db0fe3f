import type { SubjectName } from '../subjects';
import type { FileRead, ReadRequest, RecognisedFile } from './file-read';

/** What the thread is told when it starts. */
export type ThreadRequest = Pick<ReadRequest, 'kind' | 'path' | 'fileName'>;

/** What the thread says. `begin` and `copy` are each answered by an `Answer`. */
export type FromThread =
  | { say: 'started' }
  | { say: 'begin'; file: RecognisedFile }
  | { say: 'copy'; subject: SubjectName; text: Uint8Array }
  | { say: 'progress'; done: number; all: number }
  | { say: 'read'; read: FileRead }
  | { say: 'refused'; code: string; message: string };

/** The host has dealt with what was said; the thread may go on. */
export const answer = 'dealt with';
