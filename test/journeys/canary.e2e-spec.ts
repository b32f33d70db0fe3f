import { NightAuditJob } from '../../apps/worker/src/jobs/night-audit.job';
import { SendLettersJob } from '../../apps/worker/src/jobs/send-letters.job';
import { SweepJob } from '../../apps/worker/src/jobs/sweep.job';
import { createWorker } from '../../apps/worker/src/create-worker';
import { TakeInMail } from '@app/cases';
import { CONFIG, createLogger, type RunningConfig } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import request from 'supertest';
import { rawMessage, storeArrival } from '../builders/inbound';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { asOwner } from '../harness/as-owner';
import { Canaries, wordsIn } from '../harness/canaries';
import { eventually } from '../harness/eventually';
import { whereStored } from '../harness/every-value';
import { sized, stopwatch, tellFigure } from '../harness/full-size';
import { LivedIn, type LivedInHome } from '../harness/lived-in';
import { RealIds } from '../harness/real-ids';
import { isApi, routesOf } from '../harness/routes';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink';

/** Tuesday 24 November 2026, within the hours of sending. */
const start = '2026-11-24T10:00:00Z';
const homes = sized(2, 20);

/**
 * Fields whose words may stand in the clear in one table, as what is decided about public records;
 * everywhere else they are looked for like the others.
 */
const inTheirTable: Readonly<Record<string, readonly string[]>> = {
  'correction reason': ['public.site_correction'],
  'inclusion reason': ['public.dspt_inclusion'],
  'policy reason': ['public.policy_version'],
  'file name': ['public.import_run', 'public.import_job'],
  'officer name': ['public.officer'],
};

let api: TestApi;
let sink: SmtpSink;
let worker: INestApplicationContext;
let token: string;
let cookie: string;
const canaries = new Canaries();
const said: string[] = [];
const seconds = stopwatch();
const lived: LivedInHome[] = [];
let caseId = '';

/** Every answer to a program or page that went wrong. */
const troubles: string[] = [];

beforeAll(
  async () => {
    sink = await startSmtpSink();
    api = await startApi(start, { smtpUrl: sink.url });
    const lead = await api.addOfficer(
      'lead',
      `${canaries.word('officer name')}@association.example`,
    );
    token = lead.token;
    cookie = await api.signIn(lead.officer);
    const settled = new LivedIn(api, { officer: token, lead: token }, (field, usual) =>
      canaries.put(field, usual),
    );
    await settled.furnish();
    for (let n = 0; n < homes; n += 1) {
      const home = await settled.addHome();
      lived.push(home);
      await settled.answer(home);
    }
    caseId = lived[0]?.caseId ?? '';
    expect(settled.refused).toEqual([]);
  },
  sized(60_000, 600_000),
);

afterAll(async () => {
  await worker?.close();
  await api.close();
  await sink.stop();
});

const asProgram = (method: 'get' | 'post', path: string) =>
  request(api.server)[method](`/api/v1${path}`).set('Authorization', `Bearer ${token}`);
const asPerson = (path: string, form: object) =>
  request(api.server).post(path).set(fromOwnPage).set('Cookie', cookie).type('form').send(form);

async function record(fact: object): Promise<request.Response> {
  const { headers } = await asProgram('get', `/cases/${caseId}`);
  return asProgram('post', `/cases/${caseId}/facts`)
    .set('If-Match', String(headers.etag))
    .send(fact);
}

const person = (name: string) => ({
  type: 'person-added',
  on: '2026-11-20',
  person: name,
  mobile: '07700 900987',
  email: `${canaries.word('email')}@home.example`,
  role: 'owner',
});
const note = (text: string) => ({ type: 'note-added', at: start, text });

/** Runs work while every write to these tables breaks off with a complaint that repeats the row. */
async function whileBroken(tables: readonly string[], work: () => Promise<void>): Promise<void> {
  const each = (end: (table: string) => string) => tables.map(end);
  await asOwner(
    api.db,
    ...each((t) => `ALTER TABLE ${t} ADD CONSTRAINT forced CHECK (now() IS NULL) NOT VALID`),
  );
  try {
    await work();
  } finally {
    await asOwner(api.db, ...each((t) => `ALTER TABLE ${t} DROP CONSTRAINT forced`));
  }
}

describe('with a canary in every personal field', () => {
  it('what cannot be read is refused without being repeated', async () => {
    const word = canaries.word('refused');
    for (const fact of [
      { ...person(word), mobile: word },
      { ...person(word), email: `${word} at home` },
      { ...person(word), on: word },
      { ...person(word), unknown: word },
      { type: 'person-removed', on: '2026-11-20', person: word },
      { ...note(word), at: word },
    ]) {
      const { status, text } = await record(fact);
      expect(status).toBeGreaterThanOrEqual(400);
      troubles.push(text);
    }
    for (const body of [`{"person": "${word}"`, `"${word}"`, `[{"person": "${word}"}]`]) {
      const answer = await asProgram('post', `/cases/${caseId}/facts`)
        .set('Content-Type', 'application/json')
        .set('If-Match', '"1"')
        .send(body);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      troubles.push(answer.text);
    }
  });

  it('a database that complains of the row is answered with an error that tells nothing', async () => {
    await whileBroken(['case_person', 'fact_text', 'answer', 'task', 'contact'], async () => {
      const word = canaries.word('broken');
      for (const fact of [person(word), note(word)]) {
        const { status, text } = await record(fact);
        expect(status).toBe(500);
        troubles.push(text);
      }
      const form = { answer: 'reply', send: 'yes', text: canaries.word('broken answer') };
      const { text } = await request(api.server)
        .post(`/a/${lived[0]?.links['otp-arrived']}`)
        .type('form')
        .send(form);
      troubles.push(text);
      const [task] = await api.db.query<{ id: string }>('SELECT id FROM task LIMIT 1');
      const done = await asPerson(`/tasks/${task?.id}`, {
        formToken: 'a'.repeat(22),
        note: canaries.word('broken task'),
      });
      expect(done.status).toBe(500);
      troubles.push(done.text);
    });
  });

  it('works, fails and is refused in a worker that says all it can', async () => {
    const log = { write: (line: string) => void said.push(line) };
    const config = { ...api.app.get<RunningConfig>(CONFIG), logLevel: 'debug' as const };
    worker = await createWorker(config, api.clock, createLogger(config, { destination: log }));
    await whileBroken(['follow_up', 'letter', 'inbound_message'], async () => {
      const message = rawMessage(
        {
          From: `"${canaries.word('unread')}" <x@home.example>`,
          Subject: canaries.word('subject'),
        },
        canaries.word('unread'),
      );
      // Whatever breaks off tells why, as a supervisor would log it.
      const say = (error: Error) => void said.push(error.message, error.stack ?? '');
      await storeArrival(api.app, message, start).catch(say);
      await worker.get(SweepJob).run().catch(say);
      await worker.get(SendLettersJob).run().catch(say);
      await worker.get(TakeInMail).run().catch(say);
    });
    const named = person(`${canaries.word('account holder')} Quill`);
    expect((await record(named)).status).toBe(201);
    const holder = { type: 'account-created', on: '2026-11-20', person: named.person };
    expect((await record(holder)).status).toBe(201);
    // Mail servers like to repeat whom a letter was for.
    sink.behave((to) => ({
      do: 'refuse',
      at: 'rcpt',
      code: 550,
      text: `5.1.1 <${to}> ${to.split('@')[0]}${to === named.email ? ` ${named.person}` : ''}: unknown`,
    }));
    await worker.get(SweepJob).run();
    await eventually(async () => {
      await worker.get(SendLettersJob).run();
      const [row] = await api.db.query<{ refused: number }>(
        "SELECT count(*)::int AS refused FROM letter WHERE status = 'refused'",
      );
      expect(row?.refused).toBeGreaterThan(1);
    });
    sink.behave({ do: 'accept' });
    await worker.get(SendLettersJob).run();
    await worker.get(NightAuditJob).run();
    // What was forced did happen, and was told.
    expect(said.filter((line) => line.includes('forced')).length).toBeGreaterThan(0);
  }, 60_000);

  it('is searched for, and asked for by addresses that are none', async () => {
    const word = canaries.word('search');
    const paths = ['/sites', '/cases', '/providers', '/inbox', '/api/v1/sites', '/api/v1/cases'];
    for (const path of paths)
      await request(api.server)
        .get(path)
        .query({ q: word })
        .set('Cookie', cookie)
        .set('Authorization', `Bearer ${token}`);
    for (const path of [`/cases/${word}`, `/sites/${word}`, `/${word}`, `/a/${word}`]) {
      const { text } = await request(api.server).get(path).set('Cookie', cookie);
      troubles.push(text);
    }
  });

  it('stands in no table in the clear, so in no queue, audit, night audit or backup', async () => {
    const found: string[] = [];
    for (const hit of await whereStored(api.db, [Canaries.beginning])) {
      const [table = ''] = hit.split(': ');
      const rows = await api.db.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t`);
      const fields = new Set(rows.flatMap(({ row }) => canaries.in(row)));
      // Bytes or base64, where the eye does not see it.
      if (fields.size === 0) found.push(`${table}: encoded`);
      for (const field of fields)
        if (!inTheirTable[field]?.includes(table)) found.push(`${table}: ${field}`);
    }
    tell('tables', found.length);
    expect(found).toEqual([]);
  }, 120_000);

  it('stands in no line of a log, no metric and no answer that tells of trouble', async () => {
    const { text: metrics } = await request(api.server).get('/metrics').expect(200);
    const places = { 'log of the API': api.logLines, 'log of the worker': said };
    const found = Object.entries({ ...places, metrics: [metrics], troubles }).flatMap(
      ([place, lines]) => lines.flatMap((line) => canaries.in(line).map((f) => `${place}: ${f}`)),
    );
    tell('logs, metrics and error pages', found.length);
    expect([...new Set(found)]).toEqual([]);
    expect(api.logLines.filter((line) => line.includes('forced')).length).toBeGreaterThan(0);
    expect(troubles.length).toBeGreaterThan(10);
  });

  it(
    'stands in no address that a page leads to',
    async () => {
      const ids = new RealIds(api.db, (path, place) =>
        place === 'token' && path.startsWith('/a/')
          ? Object.values(lived[0]?.links ?? {})
          : undefined,
      );
      const found = new Set<string>();
      let pages = 0;
      for (const route of routesOf(api.app)) {
        if (route.method !== 'get' || isApi(route)) continue;
        for (const address of await ids.addresses(route.path, sized(1, 30))) {
          const answer = await request(api.server).get(address).set('Cookie', cookie);
          if (typeof answer.text !== 'string') continue;
          pages += 1;
          const addresses = [String(answer.headers.location ?? ''), ...wordsIn(answer.text)];
          for (const one of addresses)
            for (const field of canaries.in(one)) found.add(`${route.path}: ${field}`);
        }
      }
      tell('addresses', found.size);
      expect([...found]).toEqual([]);
      expect(pages).toBeGreaterThan(40);
    },
    sized(60_000, 300_000),
  );

  it('is found where it does lie in the clear: the search works', async () => {
    await asOwner(
      api.db,
      `UPDATE site SET address = '${canaries.word('note')}'
        WHERE location_id = '${lived[0]?.locationId}'`,
    );
    expect(await whereStored(api.db, [canaries.word('note')])).toContain(
      `public.site: ${canaries.word('note')}`,
    );
    expect(canaries.in(`x ${canaries.word('note').toUpperCase()} y`)).toEqual(['note']);
    const link = `<a href="/x?q=${encodeURIComponent(canaries.word('note'))}">`;
    expect(wordsIn(link).flatMap((one) => canaries.in(one))).toEqual(['note']);
  });
});

function tell(where: string, failures: number): void {
  tellFigure({ name: `canary: ${where}`, n: canaries.words.length, failures, seconds: seconds() });
}
