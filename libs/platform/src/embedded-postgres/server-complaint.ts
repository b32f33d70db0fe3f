/** Why a server did not come up, as far as its log tells. */
export type Complaint =
  | 'disk-full'
  | 'port-taken'
  | 'old-server-lingers'
  | 'not-writable'
  | 'no-memory'
  | 'other';

const signs: [RegExp, Complaint][] = [
  [/No space left on device|Disk quota exceeded/, 'disk-full'],
  [/could not bind IPv[46] address|Address already in use/, 'port-taken'],
  [
    /pre-existing shared memory block|lock file "postmaster\.pid" already exists/,
    'old-server-lingers',
  ],
  [/Cannot allocate memory|could not (map|resize|create) .*shared memory/, 'no-memory'],
  [/Permission denied|Read-only file system|has wrong ownership/, 'not-writable'],
];

/** @param text what initdb or the server wrote, in English (both are run with LC_ALL=C) */
export function complaintIn(text: string): Complaint {
  return signs.find(([sign]) => sign.test(text))?.[1] ?? 'other';
}

/**
 * The line that best says what happened, without its time stamp: the last fatal one, else the first
 * that says what could not be done, else the last.
 */
export function tellingLine(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[\d+\]\s+/, '').trim())
    .filter((line) => line !== '');
  const line =
    lines.findLast(
      (l) => /^(PANIC|FATAL):/.test(l) && !/^FATAL:\s+the database system is/.test(l),
    ) ??
    lines.find((l) => /could not|ERROR:|error:/.test(l)) ??
    lines.at(-1) ??
    'nothing';
  return line.replace(/^(PANIC|FATAL|ERROR):\s+/, '').replace(/[.:]$/, '');
}
