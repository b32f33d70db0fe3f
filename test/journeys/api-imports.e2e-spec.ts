import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { buildSite } from '../builders/register';
import { ApiClient, problemOf } from '../harness/api-client';

const start = '2026-12-24T10:00:00Z';

describe('a register file sent to the JSON API', () => {
  let client: ApiClient;

  beforeAll(async () => {
    client = await ApiClient.start(start);
  });
  afterAll(() => client.close());

  /** In pieces, without saying how many. @returns the status */
  const uploadUnannounced = (text: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = client.api.server.address() as AddressInfo;
      const sending = httpRequest({
        port,
        method: 'POST',
        path: '/api/v1/imports',
        headers: {
          authorization: `Bearer ${client.tokens.officer}`,
          'content-type': 'text/csv',
          'transfer-encoding': 'chunked',
        },
      });
      sending.on('response', (answer) => resolve(answer.resume().statusCode));
      sending.on('error', reject);
      sending.end(text);
    });

  it('is taken, tells what it did, and changes nothing the second time', async () => {
    const file = await readFile('data/lincolnshire_latest_ratings_2026.csv');
    const sites = { providers: expect.any(Number), sites: 478 };
    const tried = await client.upload('?dryRun=true', file);
    expect([tried.status, tried.body.created]).toEqual([201, sites]);
    // A site that was made otherwise is no import of a file.
    await buildSite(client.api.db);
    expect((await client.get('/imports')).body.items).toEqual([]);

    const key = { 'Idempotency-Key': randomUUID() };
    const taken = await client.upload('?fileName=Lincs.csv', file, key);
    const again = await client.upload('?fileName=Lincs.csv', file, key);
    client.contract.check(taken);
    expect(taken.body).toMatchObject({ file: 'Lincs.csv', rows: 4159, created: sites });
    expect([again.headers['idempotent-replayed'], again.text]).toEqual(['true', taken.text]);
    expect((await client.upload('', file)).body).toMatchObject({
      created: { providers: 0, sites: 0 },
      unchanged: sites,
    });

    const { items } = (await client.get('/imports')).body;
    expect(items).toHaveLength(2);
    expect(items[1]).toMatchObject({
      fileName: 'Lincs.csv',
      importedBy: `officer:${client.me.id}`,
    });
    expect((await client.get(`/imports/${items[1].id}`)).body).toEqual(taken.body);
    expect(items[1]).toMatchObject({ variant: 'cqc-latest-ratings', asOf: '2026-05-29' });
    const path = `/imports/${taken.body.importId}/changes`;
    const made = (await client.get(`${path}?action=create&q=abbeygate&limit=200`)).body.items;
    expect(made).toContainEqual(
      expect.objectContaining({ subject: 'site', name: 'Abbeygate Retirement Home' }),
    );
    expect((await client.get(`${path}?action=update`)).body.items).toEqual([]);
    const half = (await client.get(`${path}?limit=1`)).body;
    const rest = (await client.get(`${path}?limit=1&cursor=${half.nextCursor}`)).body;
    expect(rest.items[0].key).not.toBe(half.items[0].key);
    const next = (await client.get('/imports?limit=1')).body.nextCursor;
    expect((await client.get(`/imports?limit=1&cursor=${next}`)).body.items).toEqual([items[1]]);
  }, 30_000);

  it('is refused whole, with the reason, when it is none', async () => {
    const answer = await client.upload('?fileName=half.csv', 'Location ID,Location Name\n');
    client.contract.check(answer);
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toEqual(expect.any(String));
  });

  it('is refused as anything but a file', async () => {
    const answer = await client.upload('', '<x/>', { 'Content-Type': 'application/xml' });
    expect(problemOf(answer)).toEqual([415, 'unsupported-media-type']);
    expect(problemOf(await client.post('/imports', undefined))).toEqual([
      415,
      'unsupported-media-type',
    ]);
  });

  it('may be JSON, which is read as a file and not as a question', async () => {
    const answer = await client.post('/imports?fileName=x.json', { hello: 'world' });
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toEqual(expect.any(String));
  });

  it('is refused with a day that is none, or of a kind that is none', async () => {
    for (const query of ['?asOf=2026-02-30', '?asOf=yesterday', '?kind=cake', '?colour=red'])
      expect(problemOf(await client.upload(query, 'x'))).toEqual([400, 'invalid-input']);
    expect(problemOf(await client.upload('?asOf=2026-12-25', 'x'))).toEqual([400, 'day-to-come']);
  });

  it('is refused with far fewer rows than last time unless that is confirmed', async () => {
    const file = (await readFile('data/lincolnshire_latest_ratings_2026.csv', 'utf8')).split('\n');
    const cut = `${file.slice(0, 500).join('\n')}\n`;
    const refused = await client.upload('?dryRun=true', cut);
    client.contract.check(refused);
    expect(refused.status).toBe(422);
    const taken = await client.upload('?dryRun=true&confirmed=true', cut);
    client.contract.check(taken);
    expect(taken.body.fewer.before).toBeGreaterThan(taken.body.fewer.now);
    expect(taken.body.gone.count).toBeGreaterThan(0);
  });

  it('is refused above 50 MB, announced or not, and is not read from strangers', async () => {
    const tooLong = 'x'.repeat(50 * 1024 * 1024 + 1);
    expect(problemOf(await client.upload('', tooLong))).toEqual([413, 'body-too-large']);
    expect(await uploadUnannounced(tooLong)).toBe(413);
    const stranger = { Authorization: `Bearer ${'A'.repeat(43)}` };
    expect((await client.upload('', tooLong, stranger)).status).toBe(401);
  });

  it('leaves nothing behind', async () => {
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith('caseload-upload-'));
    expect(left).toEqual([]);
  });
});
