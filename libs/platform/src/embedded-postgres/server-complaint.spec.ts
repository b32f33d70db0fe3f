import { complaintIn, tellingLine } from './server-complaint';

const stamp = '2026-11-21 10:47:03.795 UTC [9390] ';

describe('what a server complains of', () => {
  it.each([
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'disk-full'],
    ['PANIC:  could not write to file "pg_wal/xlogtemp.5": Disk quota exceeded', 'disk-full'],
    ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'port-taken'],
    [
      'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use',
      'old-server-lingers',
    ],
    ['FATAL:  lock file "postmaster.pid" already exists', 'old-server-lingers'],
    ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'no-memory'],
    ['FATAL:  could not open file "base/1": Read-only file system', 'not-writable'],
    ['PANIC:  could not locate a valid checkpoint record at 0/1', 'other'],
    ['', 'other'],
  ])('%s', (line, complaint) => {
    expect(complaintIn(`${stamp}LOG:  starting\n${stamp}${line}\n`)).toBe(complaint);
  });
});

describe('the telling line', () => {
  it('is the fatal one, not the farewell after it', () => {
    const text = [
      'LOG:  starting PostgreSQL 18.4',
      'PANIC:  could not locate a valid checkpoint record at 0/1523BA8',
      'LOG:  startup process (PID 9396) was terminated by signal 6: Aborted',
      'LOG:  database system is shut down',
    ];
    expect(tellingLine(text.map((line) => stamp + line).join('\n'))).toBe(
      'could not locate a valid checkpoint record at 0/1523BA8',
    );
  });

  it('is not a client that came too early', () => {
    const text = ['FATAL:  wrong checksum', 'FATAL:  the database system is starting up'];
    expect(tellingLine(text.map((line) => stamp + line).join('\n'))).toBe('wrong checksum');
  });

  it('is what could not be done, when nothing is called fatal', () => {
    expect(
      tellingLine(
        'postgres: could not find the database system\n' +
          'Expected to find it in the directory "/x",\nbut failed.\n',
      ),
    ).toBe('postgres: could not find the database system');
  });

  it('is the last one otherwise', () => {
    expect(tellingLine('one\ntwo.\n\n')).toBe('two');
    expect(tellingLine('')).toBe('nothing');
  });
});
