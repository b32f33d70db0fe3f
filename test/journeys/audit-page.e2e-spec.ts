import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAudit } from '@app/history';
import { Sealer } from '@app/platform';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { auditBanner } from '../../apps/api/src/officer/audit/audit-banner';
import { startApi, type TestApi } from '../harness/api';
import { asOwner } from '../harness/as-owner';
import { LivedIn } from '../harness/lived-in';

let api: TestApi;
let lead: { id: string; token: string; cookie: string };
let officer: { id: string; token: string; cookie: string };
let caseId: string;

beforeAll(async () => {
  api = await startApi('2026-11-20T10:00:00Z');
  const made = [];
  for (const role of ['lead', 'officer'] as const) {
    const { officer: who, token } = await api.addOfficer(role);
    made.push({ id: who.id, token, cookie: await api.signIn(who) });
  }
  [lead, officer] = made as [typeof lead, typeof officer];
  const lived = new LivedIn(api, { officer: officer.token, lead: lead.token });
  ({ caseId } = await lived.addHome());
  await request(api.server).get(`/cases/${caseId}`).set('Cookie', officer.cookie).expect(200);
});
afterAll(() => api.close());

const page = (query = '', who = lead) =>
  request(api.server).get(`/audit${query}`).set('Cookie', who.cookie);
const list = (query: Record<string, string>, who = lead) =>
  request(api.server).get('/api/v1/audit').query(query).set('Authorization', `Bearer ${who.token}`);

describe('the page of the audit', () => {
  it('tells in words who did what and why', async () => {
    const { text } = await page(`?case=${caseId}`).expect(200);
    expect(text).toContain('Who has seen or changed what');
    expect(text).toContain('Ashby House');
    expect(text).toContain('officer 2');
    expect(text).toContain('Saw personal details');
    expect(text).toContain('GET /cases/:id');
    expect(text).toContain('Recorded in the history of a case');
    expect(text).toContain('person-added');
    expect(text).toContain('Not verified yet');
    for (const secret of ['Sam Carter', 'Jo Field', '900123', '@home.example'])
      expect(text).not.toContain(secret);
  });

  it('narrows by who, what and day', async () => {
    const narrowed = await page(`?actor=officer:${officer.id}&action=details-seen`).expect(200);
    expect(narrowed.text).toContain(`/cases/${caseId}`);
    expect(narrowed.text).not.toContain('<td data-label="What">Signed in');
    expect((await page('?day=2001-01-01').expect(200)).text).toContain(
      'There is nothing like that',
    );
    expect((await page('?actor=link:').expect(200)).text).toContain('There is nothing like that');
  });

  it.each(['?day=tomorrow', '?case=x', '?cursor=x'])(
    'says what is wrong with %s',
    async (query) => {
      const { text } = await page(query).expect(400);
      expect(text).toContain('nhsuk-error-message');
    },
  );

  it('gives a file, and says that it did', async () => {
    const { text, headers } = await page(`/csv?case=${caseId}`).expect(200);
    expect(headers['content-disposition']).toBe('attachment; filename=audit.csv');
    const rows = parse(text, { bom: true }) as string[][];
    expect(rows[0]?.slice(0, 4)).toEqual(['At', 'Who', 'Through', 'What']);
    expect(rows.some((row) => row[3] === 'Saw personal details')).toBe(true);
    const { body } = await list({ action: 'export-made' }).expect(200);
    expect(body.items).toMatchObject([
      { actor: `officer:${lead.id}`, subject: 'list:audit', details: { rows: rows.length - 1 } },
    ]);
  });

  it('is for leads alone', async () => {
    await page('', officer).expect(403);
    await page('/csv', officer).expect(403);
    await list({}, officer).expect(403);
    const seen = await request(api.server).get(`/cases/${caseId}`).set('Cookie', officer.cookie);
    expect(seen.text).not.toContain('Who has seen or changed this');
    const bySomeoneWhoMay = await request(api.server)
      .get(`/cases/${caseId}`)
      .set('Cookie', lead.cookie);
    expect(bySomeoneWhoMay.text).toContain(`/audit?case=${caseId}`);
  });
});

describe('an audit that is not as it was written', () => {
  const bannerFor = async (role: string) => {
    const response = { locals: {} };
    const asked = { officer: { role }, method: 'GET', path: '/' };
    await new Promise((next) => {
      void auditBanner(api.db)(asked as never, response as never, next);
    });
    return response.locals;
  };

  it('is told to leads on every page, and named on its own', async () => {
    const sealer = api.app.get(Sealer);
    const folder = join(tmpdir(), `caseload-audit-${process.pid}`);
    await asOwner(
      api.db,
      'ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change',
      "UPDATE audit_entry SET actor = 'nobody' WHERE id = (SELECT min(id) + 3 FROM audit_entry)",
      'ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_change',
    );
    expect((await checkAudit(api.db, sealer, api.clock, folder)).bad).toMatchObject({
      position: 4,
    });
    expect(await bannerFor('lead')).toEqual({ auditBroken: true });
    expect(await bannerFor('officer')).toEqual({});
    const { text } = await page().expect(200);
    expect(text).toContain('The audit is not as it was written');
    expect(text).toMatch(/First bad row, found .*: audit_entry:\d+ is not as it was written/);
  });
});

describe('the list for programs', () => {
  it('goes on page by page without skipping or repeating', async () => {
    const whole = (await list({ case: caseId, limit: '200' }).expect(200)).body.items as {
      id: string;
    }[];
    expect(whole.length).toBeGreaterThan(5);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { case: caseId, limit: '3' };
      if (cursor) query.cursor = cursor;
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } =
        await list(query).expect(200);
      found.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(found).toEqual(whole.map(({ id }) => id));
  });

  it('refuses what it does not know', async () => {
    await list({ case: 'x' }).expect(400);
    await list({ day: '2026-02-31' }).expect(400);
    await list({ who: 'me' }).expect(400);
    await list({ cursor: 'x' }).expect(400);
  });
});
