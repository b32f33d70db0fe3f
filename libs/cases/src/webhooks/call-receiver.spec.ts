import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ReceiverCalls } from './call-receiver';
import { isPublicAddress } from './public-address';
import { newWebhookSecret, signatureHeaders } from './signature';
import { checkedAddress } from './webhook-address';

describe('calling a receiver', () => {
  let server: Server;
  let port: number;
  let asked = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked += 1;
      if (request.url === '/hang') return;
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
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(async () => {
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
