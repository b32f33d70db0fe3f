import { TakeInMail } from '@app/cases';
import { addressKey, FetchMail, planLetters, signedReplyAddress } from '@app/letters';
import { SettableClock } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { createWorker } from '../../apps/worker/src/create-worker';
import { rawMessage } from '../builders/inbound';
import { newLetter, newMatter } from '../builders/letters';
import { buildOfficer, buildSite } from '../builders/register';
import { type TestDatabase, testDatabase } from '../harness/database';
import { describeWithDovecot } from '../harness/dovecot';
import { type Engine, engineOn } from '../harness/engine';
import { eventually } from '../harness/eventually';
import { testConfig } from '../harness/running-config';
import { corpus } from '../mail-corpus/corpus';
import { receivedAt } from '../mail-corpus/labelled';

/** Mail on its whole way: from a real mail server, through two workers, to the cases. */
describeWithDovecot('mail on its way in', (dovecot) => {
  let database: TestDatabase;
  let engine: Engine;
  let workers: INestApplicationContext[];
  const user = 'help@association.example';

  beforeAll(async () => {
    database = await testDatabase();
    engine = engineOn(database, receivedAt);
    const raws = corpus.map(({ raw }) => raw);
    await dovecot().append(user, raws, receivedAt);
  }, 120_000);
  afterAll(async () => {
    await Promise.all((workers ?? []).map((worker) => worker.close()));
    await engine.close();
  });

  async function openCase(): Promise<{ caseId: string; letterId: string; email: string }> {
    const email = 'manager@brookfield.example';
    const { db, sealer } = engine;
    const officerId = await buildOfficer(db, { email: 'priya@association.example' });
    const contact = { name: 'Sam', email };
    const { locationId } = await buildSite(db, { name: 'Brookfield Lodge', sealer, contact });
    const row = await engine.cases.open({ locationId, officerId, on: '2026-11-01' }, 'officer:x');
    const at = Temporal.Instant.from('2026-11-20T09:00:00Z');
    const letter = newLetter(row.id, {
      addressKey: addressKey(sealer, email),
      matters: [newMatter(row.id)],
      to: { name: 'Sam', address: email },
      plannedAt: at,
      sendFrom: at,
      day: '2026-11-20',
    });
    await planLetters(db, sealer, [letter], 'association.example');
    await db.query("UPDATE letter SET status = 'sent', settled_at = $1", [at.toString()]);
    return { caseId: row.id, letterId: letter.id, email };
  }

  it('takes in the whole labelled corpus: no machine is an answer, nothing is filed wrongly', async () => {
    const { caseId, letterId, email } = await openCase();
    const config = testConfig(database.url, { imapUrl: dovecot().url(user) });
    const to = signedReplyAddress(engine.sealer, config.mailFrom, letterId);
    const answer = rawMessage(
      { From: email, To: to, Subject: 'Re: x' },
      'The code has come today.',
    );
    await dovecot().append(user, [answer], receivedAt);

    const began = performance.now();
    const clock = () => new SettableClock(receivedAt);
    // Each looks into the mailbox as it starts.
    workers = await Promise.all([createWorker(config, clock()), createWorker(config, clock())]);
    const counts = async () => {
      const rows = await engine.db.query<{ status: string; count: number }>(
        'SELECT status, count(*)::int AS count FROM inbound_message GROUP BY status',
      );
      return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    };
    await eventually(async () => {
      const [mailbox] = await engine.db.query(
        'SELECT 1 FROM inbound_mailbox WHERE checked_at IS NOT NULL',
      );
      expect(mailbox).toBeDefined();
      expect((await counts()).arrived ?? 0).toBe(0);
    }, 100_000);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const found = await counts();
    process.stderr.write(
      `${corpus.length + 1} messages: ${JSON.stringify(found)}, ${seconds} s.\n`,
    );

    const facts = (await engine.cases.timeline(caseId)).map(({ type }) => type);
    expect(facts).toEqual(['case-opened', 'provider-replied']);
    const filed = await engine.db.query('SELECT case_id FROM inbound_message_case');
    expect(filed).toEqual([{ case_id: caseId }]);
    expect(found.filed).toBe(1);
    const kinds = await engine.db.query<{ kind: string }>(
      "SELECT DISTINCT kind FROM inbound_message WHERE status = 'machine'",
    );
    expect(kinds.map(({ kind }) => kind)).not.toContain('human');
    expect(await engine.db.query('SELECT 1 FROM inbound_message WHERE failures > 0')).toEqual([]);
    expect(await engine.db.query('SELECT 1 FROM correspondent')).toEqual([]);
    const tasks = (await engine.tasks.forCase(caseId)).map(({ kind }) => kind);
    expect(tasks).toEqual(['mail/answer']);
  }, 180_000);

  it('finds nothing new when it looks again', async () => {
    const [worker] = workers;
    expect(await worker?.get(FetchMail).run()).toEqual({ stored: 0, failure: null });
    expect(await worker?.get(TakeInMail).run()).toBe(0);
  });
});
