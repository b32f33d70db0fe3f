import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PortalDetails } from '@app/cases';
import { csvOf } from '@app/providers';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import type { CaseView } from '../../apps/api/src/officer/case/case-view';
import { portalTable } from '../../apps/api/src/officer/portal/portal.presenter';
import { exportAs } from '../../apps/api/src/officer/privacy/export-files';
import { ratingsHeader, ratingsRow } from '../builders/latest-ratings';
import { fromOwnPage } from '../harness/api';
import { ApiClient } from '../harness/api-client';

/** What a spreadsheet would run, or break its cell by; the last ones hide what they are. */
const payloads = [
  '=1+1',
  '=HYPERLINK("http://evil.example","see")',
  "=cmd|' /C calc'!A0",
  '+44 1522 000001',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\0=1',
  '  =1',
  '\u00a0=1',
  '\uff1d1+1',
  '\uff0b1',
  '\uff0d1',
  '\uff20SUM(A1)',
  '|calc',
  '"=1",=2',
  "'=1",
  "''=1",
  ';=1',
  'a,=1\r\n=2',
];
const start = '2026-11-24T10:00:00Z';
const root = resolve(__dirname, '../..');

let client: ApiClient;
beforeAll(async () => {
  client = await ApiClient.start(start);
});
afterAll(() => client.close());

const cellsOf = (csv: string): string[][] =>
  parse(csv, { bom: true, relax_column_count: true, record_delimiter: '\r\n' });

/** Would a spreadsheet run it, after the blanks that spreadsheets take away? */
const isFormula = (cell: string): boolean => /^[\s\0]*[=+\-@|\uff1d\uff0b\uff0d\uff20]/.test(cell);

describe('no cell of a file that leaves is a formula', () => {
  it('in the table for the portal, whatever a column says', () => {
    for (const payload of payloads) {
      const site = { locationId: payload, postcode: payload, odsCode: payload, town: payload };
      const person = {
        name: payload,
        mobile: payload,
        email: payload,
        role: payload,
        job: payload,
      };
      const people = { accounts: [person], joiners: [person] };
      const table = portalTable(
        { site } as unknown as CaseView,
        { people, state: { odsCode: null } } as unknown as PortalDetails,
      );
      const [, ...rows] = cellsOf(csvOf(table));
      expect(rows).toHaveLength(2);
      expect(rows.flat().filter(isFormula)).toEqual([]);
    }
  });

  it('in the table as it is downloaded', async () => {
    const town = '=HYPERLINK("http://evil.example","see")';
    const row = ratingsRow({ 'Location City': town });
    const file = csvOf([[...ratingsHeader], ratingsHeader.map((column) => row[column])]);
    expect((await client.upload('?fileName=towns.csv', file)).status).toBe(201);
    const given = { locationId: row['Location ID'], on: '2026-11-01' };
    const { location = '' } = (await client.post('/cases', given)).headers;
    const path = location.replace('/api/v1', '');
    const etag = String((await client.get(path)).headers.etag);
    const person = { type: 'person-added', on: '2026-11-02', person: 'Jo Field', role: 'owner' };
    await client.post(`${path}/facts`, person, { 'If-Match': etag });
    const { text } = await request(client.api.server)
      .post(`${path}/portal/csv`)
      .set(fromOwnPage)
      .set('Cookie', await client.api.signIn(client.me))
      .expect(200);
    expect(cellsOf(text).flat()).toContain(`'${town}`);
    expect(cellsOf(text).flat().filter(isFormula)).toEqual([]);
  });

  it('in what is given to somebody who asks what is held of them', () => {
    for (const payload of payloads) {
      const line = { part: payload, when: payload, home: payload, what: payload, text: payload };
      const { content } = exportAs('csv', {
        madeAt: start,
        names: [payload],
        emails: [payload],
        mobiles: [payload],
        othersTakenOut: false,
        lines: [line],
      });
      const [, ...rows] = cellsOf(content);
      expect(rows.flat()).toHaveLength(5);
      expect(rows.flat().filter(isFormula)).toEqual([]);
    }
  });

  it('because everything that is sent as CSV is written by the one writer', () => {
    const files = execFileSync('git', ['ls-files', 'apps/*.ts'], { cwd: root })
      .toString()
      .split('\n')
      .filter((file) => file !== '' && !file.endsWith('spec.ts'));
    const sending = files.filter((file) =>
      readFileSync(resolve(root, file), 'utf8').includes('text/csv; charset'),
    );
    const others = sending.filter(
      (file) => !readFileSync(resolve(root, file), 'utf8').includes('csvOf'),
    );
    expect(sending.length).toBeGreaterThan(0);
    expect(others).toEqual([]);
  });
});

describe('a file that goes out and comes back', () => {
  /** What the register keeps of a value: its blanks in order, and no sign that nobody sees. */
  const kept = (text: string): string => text.trim().replace(/\s+/g, ' ');

  it('says what it said', async () => {
    const fit = payloads.filter((text) => !text.includes('\0'));
    const rows = fit.map((name, n) =>
      ratingsRow({
        'Location ID': `1-9000002${String(n).padStart(2, '0')}`,
        'Location Name': name,
        'Provider Name': `${name} Ltd`,
      }),
    );
    const file = csvOf([
      [...ratingsHeader],
      ...rows.map((row) => ratingsHeader.map((c) => row[c])),
    ]);
    expect(cellsOf(file).flat().filter(isFormula)).toEqual([]);
    expect((await client.upload('?fileName=names.csv', file)).status).toBe(201);
    const found = await client.api.db.query<{ name: string }>(
      "SELECT name FROM site WHERE location_id LIKE '1-9000002%' ORDER BY location_id",
    );
    expect(found.map(({ name }) => name)).toEqual(fit.map(kept));
  });
});
