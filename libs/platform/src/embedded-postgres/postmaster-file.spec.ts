import { parsePostmasterFile } from './postmaster-file';

const ready = `4711
/home/ann/caseload/.caseload/postgres-18
1795000000
45123

127.0.0.1
  1234567         5
ready   
`;

describe('postmaster.pid', () => {
  it('names the process, its port and how far it is', () => {
    expect(parsePostmasterFile(ready)).toEqual({ pid: 4711, port: 45123, status: 'ready' });
  });

  it('may be read while it is being written', () => {
    const begun = ready.split('\n').slice(0, 3).join('\n');
    expect(parsePostmasterFile(begun)).toEqual({ pid: 4711, port: null, status: '' });
  });

  it('is written with a minus sign in single-user mode', () => {
    expect(parsePostmasterFile(`-${ready}`)?.pid).toBe(4711);
  });

  it.each(['', '\n', 'garbage\nmore'])('names nobody when it holds %p', (text) => {
    expect(parsePostmasterFile(text)).toBeNull();
  });
});
