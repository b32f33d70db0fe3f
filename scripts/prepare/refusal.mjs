/** What keeps us from going on, in one sentence that says what to do. */
export class Refusal extends Error {}

/** The system's refusal to write below `root` in words; any other error as it was. */
export function whyNotWritten(error, root) {
  const code = error && error.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(root);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return notWritable(error.path || root);
  return error;
}

export function diskFull(folder) {
  return new Refusal(
    `The disk that holds ${folder} is full: free about 1 GB there and run this again.`,
  );
}

export function notWritable(folder) {
  return new Refusal(
    `You may not write in ${folder}: give your user account write permission there, or clone ` +
      'Caseload into a folder of your own, and run this again.',
  );
}
