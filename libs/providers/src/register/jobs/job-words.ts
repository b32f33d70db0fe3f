import { Conflict } from '@app/domain';
import type { ImportResult } from '../import-result';
import { ImportTally } from '../import-tally';
import { resultOf } from '../result-of';
import type { ImportJob, ImportJobState } from './import-job';

/** What a job comes to when the fault is ours. */
export function failed(job: ImportJob): ImportResult {
  const request = { kind: job.kind, fileName: job.fileName, path: '', actor: job.askedBy };
  return {
    ...resultOf(request, new ImportTally()),
    refused: {
      code: 'failed',
      message:
        'Something went wrong here, and nothing was changed; begin it again, and tell support if it happens twice.',
    },
  };
}

const inWords: Record<ImportJobState, string> = {
  waiting: 'waits to be read',
  reading: 'is being read',
  previewed: 'has been read and waits to be accepted',
  accepted: 'has been accepted',
  importing: 'is being imported',
  done: 'has been imported',
  refused: 'was refused',
  cancelled: 'was cancelled',
};

/** Why that cannot be done to a file now. */
export const wrongState = (state: ImportJobState): Conflict =>
  new Conflict(
    'wrong-state',
    `The file ${inWords[state]}; look at it again to see what you can do.`,
  );
