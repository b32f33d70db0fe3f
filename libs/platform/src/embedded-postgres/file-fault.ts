import { StartError } from './start-error';

const full = new Set(['ENOSPC', 'EDQUOT']);
const forbidden = new Set(['EACCES', 'EPERM', 'EROFS']);
const inTheWay = new Set(['ENOTDIR', 'EEXIST']);

/** The system's refusal to write at `path`, in words for the person; any other error as it was. */
export function explainFileFault(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (full.has(code)) return diskFull(path, error);
  if (forbidden.has(code)) return notWritable(path, error);
  if (inTheWay.has(code))
    return new StartError(
      'folder-not-writable',
      `${path} cannot be made, because a file with the name of one of its folders is in the way: ` +
        'move that file, or set CASELOAD_HOME to another folder.',
      { cause: error },
    );
  return error;
}

export function diskFull(path: string, cause?: unknown): StartError {
  return new StartError(
    'disk-full',
    `The disk that holds ${path} is full: free some space there and start again.`,
    { cause },
  );
}

export function notWritable(path: string, cause?: unknown): StartError {
  return new StartError(
    'folder-not-writable',
    `Caseload may not write in ${path}: give your user account write permission there, or set ` +
      'CASELOAD_HOME to a folder it may write in.',
    { cause },
  );
}

/** Runs `work`, with the system's refusals to write at `path` put into words. */
export function explained<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explainFileFault(error, path);
  }
}
