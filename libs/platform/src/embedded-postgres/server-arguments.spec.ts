import { serverArguments } from './server';
import { childEnvironment } from './server-process';

describe('the server is started', () => {
  it('on loopback only, in UTC, without sockets in the file system', () => {
    const words = serverArguments(5432, {});
    expect(words.slice(0, 2)).toEqual(['-p', '5432']);
    for (const setting of [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'timezone=UTC',
      'max_connections=200',
    ])
      expect(words).toContain(setting);
  });

  it("with the caller's settings in place of ours, and added to them", () => {
    const words = serverArguments(1, { fsync: 'off', max_connections: '30' });
    expect(words).toContain('fsync=off');
    expect(words.filter((word) => word.startsWith('max_connections='))).toEqual([
      'max_connections=30',
    ]);
  });

  it('deaf to variables that would change what it does or says', () => {
    const env = { PATH: '/bin', PGPORT: '1', PGDATA: '/x', LC_ALL: 'de_DE', LANG: 'de', TZ: 'CET' };
    expect(childEnvironment(env)).toEqual({ PATH: '/bin', LC_ALL: 'C', TZ: 'UTC' });
  });
});
