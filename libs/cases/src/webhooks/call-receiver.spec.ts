import { createHmac } from 'node:crypto';
import dns from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { ReceiverCalls } from './call-receiver';
import { isPublicAddress } from './public-address';
import { newWebhookSecret, signatureHeaders } from './signature';
import { checkedAddress } from './webhook-address';

type Looked = (error: null, addresses: { address: string; family: number }[]) => void;

const rude: Readonly<Record<string, string>> = {
  '/upgrade': 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
  '/nothing': '',
  '/half': 'HTTP/1.1 20',
  '/nonsense': 'SSH-2.0-OpenSSH\r\n',
};

describe('calling a receiver', () => {
  let server: Server;
  let port: number;
  let asked = 0;
  const upgraded = new Set<Duplex>();

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked += 1;
      if (request.url === '/hang' || rude[request.url ?? ''] !== undefined) return;
      if (request.url === '/talk') {
        response.writeHead(200);
        const talk = (): void => {
          if (!response.destroyed) response.write('x'.repeat(65_536), talk);
        };
        return talk();
      }
      if (request.url === '/busy') response.setHeader('retry-after', '90');
      const statuses: Record<string, number> = { '/busy': 429, '/moved': 307 };
      response.writeHead(statuses[request.url ?? ''] ?? 204, { location: '/elsewhere' }).end();
    });
    // What a receiver may say that is no answer: another protocol, nothing at all, half a line.
    server.on('connection', (socket) => {
      socket.once('data', (head: Buffer) => {
        const said = rude[/^POST (\S+)/.exec(head.toString())?.[1] ?? ''];
        if (said === undefined) return;
        upgraded.add(socket);
        socket.write(said);
        if (said.length < 40) socket.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(async () => {
    for (const socket of upgraded) socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const call = async (host: string, path: string, insideAllowed: boolean) => {
    const calls = new ReceiverCalls(insideAllowed, path === '/hang' ? 300 : 10_000);
    try {
      return await calls.post(`http://${host}:${port}${path}`, {}, '{}');
    } finally {
      calls.close();
    }
  };

  it.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])(
    'does not reach this machine as %s, unless that is allowed',
    async (host) => {
      const before = asked;
      const { takenIn, words } = await call(host, '/', false);
      expect([takenIn, words]).toEqual([
        false,
        'The address leads to this machine or a private network, which is not called.',
      ]);
      expect(asked).toBe(before);
    },
  );

  it.each([
    ['/', true, 'Answered 204.', null],
    [
      '/moved',
      false,
      'Answered 307: redirects are not followed, give the address it leads to.',
      null,
    ],
    ['/busy', false, 'Answered 429.', 90],
    ['/hang', false, 'No answer within 0 seconds.', null],
    ['/talk', true, 'Answered 200.', null],
  ])('tells what became of %s', async (path, takenIn, words, retryAfter) => {
    expect(await call('127.0.0.1', path, true)).toEqual({ takenIn, words, retryAfter });
  });

  it.each(Object.keys(rude))('comes to an end when it answers as %s does', async (path) => {
    const { takenIn, words } = await call('127.0.0.1', path, true);
    expect(takenIn).toBe(false);
    expect(words).toMatch(/^The connection (was broken off|failed)\.$/);
  });

  it('looks a name up for each connection, and calls none that also stands for this machine', async () => {
    const spy = jest.spyOn(dns, 'lookup');
    const answers = (...addresses: string[]): void => {
      spy.mockImplementationOnce(((_name: string, _options: object, done: Looked) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        )) as never);
    };
    const before = asked;
    try {
      // First it is elsewhere, then here: what was looked up once says nothing of the next time.
      for (const inside of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '0.0.0.0', 'fe80::1']) {
        answers('93.184.216.34', inside);
        const { words } = await call('rebound.example', '/', false);
        expect([inside, words]).toEqual([inside, expect.stringContaining('is not called')]);
      }
    } finally {
      spy.mockRestore();
    }
    expect(asked).toBe(before);
  });

  it.each([
    ['93.184.216.34', true],
    ['2606:2800:220:1:248:1893:25c8:1946', true],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['fd00::1', false],
    ['0.0.0.0', false],
    ['168.63.129.16', false],
    ['100.100.100.200', false],
    ['::1', false],
    ['::ffff:93.184.216.34', false],
    ['::ffff:0:127.0.0.1', false],
    ['::127.0.0.1', false],
    ['2001:0:7f00:1::', false],
    ['fe80::1%eth0', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['somewhere', false],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });

  it.each([
    'https://10.0.0.1/in',
    'https://localhost/in',
    'https://app.localhost/in',
    'https://[fd00::1]/in',
    'http://127.0.0.1:4000/in',
  ])('does not take %s as an address', (address) => {
    expect(() => checkedAddress(address, false)).toThrow('Give an address on the internet');
    expect(checkedAddress(address, true)).toBe(address);
  });

  it.each(['https://127.1/in', 'https://0/in', 'https://017700000001/in', 'https://①②⑦.0.0.1/in'])(
    'does not take %s, however this machine is written',
    (address) => {
      expect(() => checkedAddress(address, false)).toThrow('Give an address on the internet');
    },
  );

  it.each([22, 25, 80, 465])('does not take port %d', (port) => {
    expect(() => checkedAddress(`https://example.org:${port}/in`, true)).toThrow('without a port');
    expect(checkedAddress('https://example.org:443/in', false)).toBe('https://example.org/in');
    expect(checkedAddress('https://example.org:8443/in', false)).toContain(':8443');
  });

  it('signs as Standard Webhooks says, once with each secret', () => {
    const [one, two] = [newWebhookSecret(), newWebhookSecret()];
    const headers = signatureHeaders({ id: 'a', timestamp: 5, body: '{}' }, [one, two]);
    const signed = [one, two].map((secret) => {
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      expect(key).toHaveLength(32);
      return `v1,${createHmac('sha256', key).update('a.5.{}').digest('base64')}`;
    });
    expect(headers).toEqual({
      'webhook-id': 'a',
      'webhook-timestamp': '5',
      'webhook-signature': signed.join(' '),
    });
  });
});
