import { Agent, get as httpGet, type Server } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { SignInLinks } from '@app/officers';
import { Database } from '@app/platform';
import PostalMime from 'postal-mime';
import request from 'supertest';
import { createApi } from '../../apps/api/src/create-api';
import { asOwner } from '../harness/as-owner';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { testDatabase } from '../harness/database';
import { eventually } from '../harness/eventually';
import { testConfig } from '../harness/running-config';
import { startSmtpSink } from '../harness/smtp-sink';

const start = '2026-12-24T09:00:00Z';

describe('the service as a whole', () => {
  let api: TestApi;
  let cookie: string;
  let token: string;

  beforeAll(async () => {
    api = await startApi(start);
    const added = await api.addOfficer('officer');
    token = added.token;
    cookie = await api.signIn(added.officer);
  });
  afterAll(() => api.close());

  it.each(['/sign-in', '/nothing', '/api/v1/sites', '/health/live'])(
    'tells browsers what they must not do with %s',
    async (path) => {
      const { headers } = await request(api.server).get(path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';style-src 'self';img-src 'self' data:;font-src 'self';frame-src 'self';" +
          "form-action 'self';base-uri 'none';frame-ancestors 'none'",
      );
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/);
    },
  );

  it('takes over the request id of a proxy, but nothing strange', async () => {
    const idFor = async (sent: string) =>
      (await request(api.server).get('/sign-in').set('X-Request-Id', sent)).headers['x-request-id'];
    expect(await idFor('proxy-12345678')).toBe('proxy-12345678');
    expect(await idFor('{"msg":"forged"}')).toMatch(/^[\w-]{36}$/);
  });

  describe('a page', () => {
    it('that needs somebody sends strangers to sign in', async () => {
      for (const path of ['/', '/sites', '/mail-tray']) {
        const answer = await request(api.server).get(path);
        expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in']);
      }
    });

    it('that is not there says so in words, and repeats nothing', async () => {
      const answer = await request(api.server).get('/nothing/<script>').set('Cookie', cookie);
      expect([answer.status, answer.type]).toEqual([404, 'text/html']);
      expect(answer.text).toContain('Page not found');
      expect(answer.text).not.toMatch(/&lt;script|nothing\/|<script(?! src="\/assets\/)/);
      expect(answer.text).toContain('Go to Today');
    });

    it('that takes no such method says which it takes', async () => {
      const answer = await request(api.server).delete('/sign-in').set(fromOwnPage);
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
    });

    it('that broke gives the number to mention, and none of the reason', async () => {
      await asOwner(api.db, 'ALTER TABLE session RENAME COLUMN expire TO gone');
      const answer = await request(api.server).get('/sites').set('Cookie', cookie);
      await asOwner(api.db, 'ALTER TABLE session RENAME COLUMN gone TO expire');
      expect([answer.status, answer.type]).toEqual([500, 'text/html']);
      expect(answer.text).toContain(answer.headers['x-request-id']);
      expect(answer.text).not.toMatch(/expire|column|\.ts/);
      expect(api.logLines.join('')).toMatch(/column s?\.?expire does not exist/);
    });
  });

  describe('health', () => {
    it('is live and ready', async () => {
      await request(api.server).get('/health/live').expect(200, { status: 'ok' });
      const ready = await request(api.server).get('/health/ready').expect(200);
      expect(ready.body).toEqual({
        status: 'ok',
        checks: { database: 'ok', migrations: 'ok', queue: 'ok' },
      });
    });

    it('is not ready before the newest migration', async () => {
      await api.db.query("UPDATE migration SET name = 'x' || name");
      const { status, body } = await request(api.server).get('/health/ready');
      await api.db.query('UPDATE migration SET name = substr(name, 2)');
      expect([status, body.checks]).toEqual([
        503,
        { database: 'ok', migrations: 'failed', queue: 'ok' },
      ]);
    });
  });

  it('measures requests by route, and counts what waits', async () => {
    await request(api.server)
      .get('/api/v1/sites/1-1')
      .set('Authorization', `Bearer ${token}`)
      .expect(404);
    const { text } = await request(api.server).get('/metrics').expect(200);
    expect(text).toContain(
      'caseload_http_request_duration_seconds_count{method="GET",route="/api/v1/sites/:locationId",status="404"} 1',
    );
    for (const line of [
      'caseload_follow_ups{state="waiting"} 0',
      'caseload_follow_ups{state="overdue"} 0',
      'caseload_letters{status="unknown"} 0',
      'caseload_open_tasks 0',
      'caseload_night_audit_differences 0',
      'caseload_night_audit_timestamp_seconds 0',
    ])
      expect(text).toContain(line);
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('1-1');
  });
});

describe('behind https', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi(start, { publicUrl: 'https://caseload.example.org' });
  });
  afterAll(() => api.close());

  it('keeps the session in a cookie that goes nowhere else', async () => {
    const { officer } = await api.addOfficer('officer');
    const { url } = await api.app.get(SignInLinks).make(officer.id);
    expect(url).toMatch(/^https:\/\/caseload\.example\.org\//);
    const entered = await request(api.server).post(new URL(url).pathname).set(fromOwnPage);
    expect([entered.headers['set-cookie']].flat()[0]).toMatch(
      /^__Host-caseload=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(entered.headers['strict-transport-security']).toMatch(/^max-age=/);
    expect(entered.headers['content-security-policy']).toContain('upgrade-insecure-requests');
  });
});

describe('over plain http in a network', () => {
  it('lets browsers say which page a form came from', async () => {
    const api = await startApi(start, { publicUrl: 'http://caseload.local:3000' });
    const { headers } = await request(api.server).get('/sign-in');
    expect(headers['referrer-policy']).toBe('same-origin');
    await api.close();
  });
});

describe('with a mail server', () => {
  it('sends the link by mail, to officers alone', async () => {
    const sink = await startSmtpSink();
    const api = await startApi(start, { smtpUrl: sink.url });
    await api.addOfficer('officer', 'ann@example.org');
    for (const email of ['nobody@example.org', 'ann@example.org'])
      await request(api.server).post('/sign-in').set(fromOwnPage).type('form').send({ email });
    await eventually(() => expect(sink.received).toHaveLength(1));
    const [letter] = sink.received;
    expect(letter?.to).toEqual(['ann@example.org']);
    const mail = await PostalMime.parse(letter?.raw ?? '');
    const path = /\/sign-in\/[\w-]{43}/.exec(mail.text ?? '')?.[0] ?? '';
    expect(mail.html).toContain(`http://localhost:3000${path}`);
    await request(api.server).post(path).set(fromOwnPage).expect(303);
    expect(api.shownLinks).toEqual([]);
    await request(api.server)
      .get('/sign-in/sent')
      .expect(200, /Look at your email/);
    await api.close();
    await sink.stop();
  });
});

describe('while the database is away', () => {
  it('stays alive, says 503 and when to come back, and recovers by itself', async () => {
    const database = await testDatabase();
    const line = await openLine(new URL(database.url));
    const app = await createApi({ config: testConfig(line.url) });
    await app.listen(0, '127.0.0.1');
    const server = app.getHttpServer() as Server;
    const bearer = { Authorization: `Bearer ${'A'.repeat(43)}` };
    await request(server).get('/api/v1/sites').set(bearer).expect(401);

    await line.cut();
    await request(server).get('/health/live').expect(200);
    const ready = await request(server).get('/health/ready').expect(503);
    expect(ready.body.checks.database).toBe('failed');
    const refused = await request(server).get('/api/v1/sites').set(bearer);
    expect([refused.status, refused.body.code]).toEqual([503, 'database-away']);
    expect(refused.headers['retry-after']).toBe('5');
    const page = await request(server)
      .post(`/sign-in/${'A'.repeat(43)}`)
      .set(fromOwnPage);
    expect([page.status, page.type]).toEqual([503, 'text/html']);
    expect(page.text).toContain('Caseload is not available just now');
    await request(server)
      .get('/metrics')
      .expect(200, /process_resident_memory_bytes/);

    await line.restore();
    await request(server).get('/api/v1/sites').set(bearer).expect(401);
    // The queue takes its own time to notice.
    await eventually(async () => {
      expect((await request(server).get('/health/ready')).body.checks.queue).toBe('ok');
    });
    await request(server).get('/health/ready').expect(200);
    await app.close();
    await line.cut();
    await database.drop();
  });
});

describe('stopping', () => {
  it('waits for a running request and keeps no idle connection', async () => {
    const database = await testDatabase();
    const app = await createApi({ config: testConfig(database.url) });
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as Server).address() as AddressInfo;

    const idle = connect(port, '127.0.0.1');
    idle.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => idle.once('data', resolve));
    const ended = new Promise((resolve) => idle.once('end', resolve));

    // A request that cannot be answered while somebody else holds the table.
    const holder = await app.get(Database).pool.connect();
    await holder.query('BEGIN; LOCK TABLE api_token');
    const agent = new Agent({ keepAlive: true });
    const running = new Promise<number | undefined>((resolve, reject) => {
      const headers = { authorization: `Bearer ${'A'.repeat(43)}` };
      httpGet({ port, agent, headers, path: '/api/v1/sites' }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode));
      }).on('error', reject);
    });
    await eventually(async () => {
      // Only the owner is told what connections wait for.
      const waiting = await asOwner(
        app.get(Database),
        `SELECT 1 FROM pg_stat_activity
          WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      expect(waiting).toHaveLength(1);
    });
    let closed = false;
    const closing = app.close().then(() => {
      closed = true;
    });
    await ended;
    expect(closed).toBe(false);
    await holder.query('COMMIT');
    holder.release();
    expect(await running).toBe(401);
    const answered = performance.now();
    await closing;
    expect(performance.now() - answered).toBeLessThan(1000);
    agent.destroy();
    await database.drop();
  });
});

/** A line to a database that can be cut and restored. */
async function openLine(target: URL) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(target);
  url.port = String(port);
  url.hostname = '127.0.0.1';
  return {
    url: url.href,
    cut: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    restore: () => listen(port),
  };
}
