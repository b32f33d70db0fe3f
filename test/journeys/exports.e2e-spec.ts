import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import request, { type Response } from 'supertest';
import { exportLists } from '../../apps/api/src/exports/lists';
import { startApi, type TestApi } from '../harness/api';
import { LivedIn } from '../harness/lived-in';

jest.setTimeout(60_000);

let api: TestApi;
let lead: string;

beforeAll(async () => {
  api = await startApi('2026-11-24T10:00:00Z');
  const officer = await api.addOfficer('officer');
  const theLead = await api.addOfficer('lead');
  lead = await api.signIn(theLead.officer);
  const lived = new LivedIn(api, { officer: officer.token, lead: theLead.token });
  await lived.furnish();
  await lived.answer(await lived.addHome());
  await lived.work();
  expect(lived.refused).toEqual([]);
});
afterAll(() => api?.close());

const cellsOf = (csv: string): string[][] =>
  parse(csv, { bom: true, relax_column_count: true, record_delimiter: '\r\n' });

const get = (path: string, cookie = lead) =>
  request(api.server)
    .get(path)
    .set('Cookie', cookie)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });

const textOf = (answer: Response): string => (answer.body as Buffer).toString('utf8');

describe('every list as a file', () => {
  it('says the same as CSV and as a workbook, and stands in the audit', async () => {
    const none: string[] = [];
    for (const { name } of exportLists) {
      await api.db.query("DELETE FROM rate_limit WHERE key LIKE 'export:%'");
      const csv = await get(`/exports/${name}.csv`);
      const xlsx = await get(`/exports/${name}.xlsx`);
      expect([name, csv.status, xlsx.status]).toEqual([name, 200, 200]);
      const rows = cellsOf(textOf(csv));
      const sheet = await readSheet(xlsx.body as Buffer);
      expect(sheet[0]).toEqual(rows[0]);
      expect(sheet).toHaveLength(rows.length);
      if (rows.length === 1) none.push(name);
    }
    expect(none).toEqual([]);
    const entries = await api.db.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM audit_entry WHERE action = 'export-made'",
    );
    expect(entries).toEqual([{ n: exportLists.length * 2 }]);
  });
});
