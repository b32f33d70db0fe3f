import { setTimeout as pause } from 'node:timers/promises';
import { everyCase } from '@app/domain';
import { type DueMoment, SilentBells } from '@app/follow-ups';
import { DsptStandings } from '@app/dspt';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { asOwner } from '../../../../test/harness/as-owner';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { OpenCaseService } from '../open-case.service';
import { RecordFactService } from '../record-fact.service';
import { DsptNews } from '../registers/dspt-news.service';
import { NewsReader } from '../registers/news-reader.service';
import { SendLetterService } from '../send-letter/send-letter.service';
import { ActOnCase } from './act-on-case';
import type { BulkActionInput } from './bulk-action';
import { BulkActions, type Chooser } from './bulk-actions.service';
import { BulkReader, type ShownRow } from './bulk-reader.service';
import { BulkBell } from './bulk-bell';
import { BulkWork } from './bulk-work.service';
import { UndoOnCase } from './undo-on-case';

/** Tuesday 24 November 2026, ten in the morning. */
const tuesday = '2026-11-24T10:00:00Z';

let engine: Engine;
let bulk: BulkActions;
let reader: BulkReader;
let work: BulkWork;
let officerId: string;
let other: string;
let me: Chooser;
let rung = 0;
let count = 0;
const bells: DueMoment[] = [];

/** What happens elsewhere while rows are worked on: after each of them. */
let meanwhile: () => Promise<unknown> = () => Promise.resolve();

/** Keeps for what moments bells were to be set. */
class NotingBells extends SilentBells {
  override async setFor(moments: readonly DueMoment[] = []): Promise<void> {
    bells.push(...moments);
    await meanwhile();
  }
}

beforeAll(async () => {
  engine = await testEngine(tuesday);
  const { db, clock, settings } = engine;
  const silent = new SilentBells();
  const recording = new RecordFactService(db, clock, silent, settings);
  const news = new NewsReader(new DsptNews(new DsptStandings(db)), settings);
  const opening = new OpenCaseService(db, clock, recording, news, settings);
  const letters = new SendLetterService(db, clock, recording, silent, settings);
  const acting = new ActOnCase(clock, recording, opening, letters, settings);
  const undoing = new UndoOnCase(clock, recording, settings);
  work = new BulkWork(db, clock, new NotingBells(), acting, undoing, settings);
  const queue = { addBulk: () => Promise.resolve(void rung++ as never) };
  const bell = new BulkBell(queue, clock, (error) => void engine.troubles.push(error));
  bulk = new BulkActions(db, clock, work, bell, settings);
  reader = new BulkReader(db);
  officerId = await buildOfficer(db, { name: 'Priya Shah' });
  other = await buildOfficer(db, { name: 'Bo Next' });
  me = { officerId, scope: everyCase };
});
afterAll(() => engine.close());
beforeEach(() => {
  engine.clock.set(tuesday);
  meanwhile = () => Promise.resolve();
});

async function openCase(options: { email?: string } = {}): Promise<string> {
  const email = options.email ?? `jo${++count}@home.example`;
  const contact = { name: 'Jo Manager', email };
  const { locationId } = await buildSite(engine.db, { sealer: engine.sealer, contact });
  return (await engine.cases.open({ locationId, officerId }, `officer:${officerId}`)).id;
}

async function openCases(many: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < many) ids.push(await openCase());
  return ids;
}

const record = (fact: Record<string, string>): BulkActionInput => ({ do: 'record', fact });
const note = record({ type: 'note-added', text: 'The group is moving its head office.' });
const ask: BulkActionInput = { do: 'letter', letter: { kind: 'ask', about: 'the staff list' } };

async function previewed(caseIds: string[], action: BulkActionInput): Promise<string> {
  const id = await bulk.choose({ caseIds, locationIds: [] }, me);
  await bulk.preview(id, action, me);
  await work.runAll();
  return id;
}

async function carriedOut(caseIds: string[], action: BulkActionInput): Promise<string> {
  const id = await previewed(caseIds, action);
  await bulk.carryOut(id, 1, me);
  await work.runAll();
  return id;
}

const rowsOf = (id: string): Promise<ShownRow[]> => reader.rows(id, everyCase);
const tally = (values: (string | null)[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const value of values) sums[value ?? 'none'] = (sums[value ?? 'none'] ?? 0) + 1;
  return sums;
};

/** Everything a case comes to but its version, its history and when it last changed. */
async function standingOf(caseId: string): Promise<unknown> {
  const [row] = await engine.db.query<Record<string, unknown>>(
    'SELECT * FROM application_case WHERE id = $1',
    [caseId],
  );
  const { version: _, changed_at: __, ...projection } = row ?? {};
  const waiting = await engine.db.query(
    `SELECT clock, rung, anchor_fact, anchor, person, act, addressee, letter, due_at, send_at, basis
       FROM follow_up WHERE case_id = $1 AND status = 'waiting' ORDER BY due_at, clock, rung`,
    [caseId],
  );
  const open = await engine.db.query(
    "SELECT kind, due_at FROM task WHERE case_id = $1 AND status = 'open' ORDER BY kind",
    [caseId],
  );
  return { projection, waiting, open };
}

const factsOf = async (caseId: string) =>
  (await engine.cases.timeline(caseId)).map(({ type }) => type);

describe('a choice', () => {
  it('keeps what is there for its officer, and counts the rest', async () => {
    const [mine = ''] = await openCases(1);
    const ids = [mine, mine, '00000000-0000-4000-8000-000000000000', 'no id at all'];
    const id = await bulk.choose({ caseIds: ids, locationIds: ['1-000'] }, me);
    expect(await reader.head(id, me)).toMatchObject({ state: 'choosing', notThere: 3 });
    expect((await rowsOf(id)).map(({ caseId }) => caseId)).toEqual([mine]);
  });

  it('treats cases of another team as if there were none', async () => {
    const [theirs = ''] = await openCases(1);
    const stranger = { officerId: other, scope: { officerIds: [other] } };
    await expect(
      bulk.choose({ caseIds: [theirs], locationIds: [] }, stranger),
    ).rejects.toMatchObject({ code: 'nothing-chosen' });
    const mine = await bulk.choose({ caseIds: [theirs], locationIds: [] }, me);
    await expect(reader.head(mine, stranger)).rejects.toMatchObject({ code: 'no-such-bulk' });
  });

  it('refuses more than a thousand, and nothing', async () => {
    const caseIds = Array.from({ length: 1_001 }, (_, n) => `case ${n}`);
    await expect(bulk.choose({ caseIds, locationIds: [] }, me)).rejects.toMatchObject({
      code: 'too-many-chosen',
    });
    await expect(bulk.choose({ caseIds: [], locationIds: [] }, me)).rejects.toMatchObject({
      code: 'nothing-chosen',
    });
  });
});

describe('a preview', () => {
  it('says what would happen to each, and leaves every case as it was', async () => {
    const [free = '', closed = '', paused = ''] = await openCases(3);
    await engine.cases.record(closed, { type: 'closed', at: tuesday, reason: 'Declined' }, 'test');
    await engine.cases.record(paused, { type: 'paused', at: tuesday, reason: 'ill' }, 'test');
    const before = await Promise.all([free, closed, paused].map(standingOf));
    const pause = record({ type: 'paused', reason: 'The group asked for a break.' });
    const id = await previewed([free, closed, paused], pause);
    const rows = await rowsOf(id);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['allowed', 'refused', 'already']);
    expect(rows[1]?.why).toBe('This case is closed; reopen it before recording anything else.');
    expect(await Promise.all([free, closed, paused].map(standingOf))).toEqual(before);
    expect(await reader.head(id, me)).toMatchObject({ state: 'previewed', kind: 'record paused' });
  });

  it('names the letter that would go and its day, and writes none', async () => {
    const id = await previewed(await openCases(2), ask);
    const [row] = await rowsOf(id);
    expect(row?.outcome?.begins[0]).toEqual({ act: 'letter', what: 'ask', day: '2026-11-24' });
    const letters = await engine.db.query("SELECT FROM letter WHERE 'ask' = ANY (kinds)");
    expect(letters).toHaveLength(0);
  });

  it('is nothing that can be carried out once it was made again', async () => {
    const id = await previewed(await openCases(1), note);
    await bulk.preview(id, ask, me);
    await expect(bulk.carryOut(id, 1, me)).rejects.toMatchObject({ code: 'preview-outdated' });
    await bulk.carryOut(id, 2, me);
    await expect(bulk.carryOut(id, 2, me)).rejects.toMatchObject({ code: 'carried-out-already' });
  });

  it('refuses a fact that says something else of every home, and one with a secret', async () => {
    const id = await bulk.choose({ caseIds: await openCases(1), locationIds: [] }, me);
    const code = record({ type: 'ods-code-confirmed', code: 'VLX1A' });
    await expect(bulk.preview(id, code, me)).rejects.toMatchObject({ code: 'not-for-many' });
    const secret = record({ type: 'note-added', text: 'The passcode is 48213756' });
    await expect(bulk.preview(id, secret, me)).rejects.toMatchObject({ name: 'Refused' });
  });

  it('keeps no words in the open, and none at all once it is done', async () => {
    const caseIds = await openCases(1);
    const id = await previewed(caseIds, note);
    const sealed = async () =>
      (
        await engine.db.query<{ sealed: Buffer | null }>(
          'SELECT sealed FROM bulk_action WHERE id = $1',
          [id],
        )
      )[0]?.sealed;
    expect((await sealed())?.includes('head office')).toBe(false);
    await bulk.carryOut(id, 1, me);
    expect(await sealed()).toBeNull();
  });
});

describe('carrying out', () => {
  it('does nineteen of twenty when the database refuses one', async () => {
    const caseIds = await openCases(20);
    const id = await previewed(caseIds, note);
    await asOwner(
      engine.db,
      `CREATE FUNCTION break_one() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the disk is on fire'; END $$`,
      `CREATE TRIGGER break_one BEFORE INSERT ON fact FOR EACH ROW
       WHEN (NEW.case_id = '${caseIds[7]}') EXECUTE FUNCTION break_one()`,
    );
    await bulk.carryOut(id, 1, me);
    await asOwner(engine.db, 'DROP FUNCTION break_one() CASCADE');
    const rows = await rowsOf(id);
    expect(tally(rows.map(({ result }) => result))).toEqual({ done: 19, failed: 1 });
    expect(rows[7]).toMatchObject({ caseId: caseIds[7], result: 'failed' });
    expect(await factsOf(caseIds[7] ?? '')).not.toContain('note-added');
    expect(await reader.head(id, me)).toMatchObject({ state: 'done' });
    expect(engine.troubles.splice(0)).toHaveLength(1);
    const again = await bulk.chooseAgain(id, me);
    expect((await rowsOf(again)).map(({ caseId }) => caseId)).toEqual([caseIds[7]]);
  });

  it('leaves alone what changed after the preview', async () => {
    const [first = '', second = ''] = await openCases(2);
    const id = await previewed([first, second], note);
    await engine.cases.record(first, { type: 'agreed', on: '2026-11-24' }, 'test');
    await bulk.carryOut(id, 1, me);
    expect((await rowsOf(id)).map(({ result }) => result)).toEqual(['skipped', 'done']);
    expect(await factsOf(first)).not.toContain('note-added');
  });

  it('leaves alone what would come to something else on another day', async () => {
    const id = await previewed(await openCases(1), ask);
    engine.clock.set('2026-11-25T10:00:00Z');
    await bulk.carryOut(id, 1, me);
    expect((await rowsOf(id))[0]).toMatchObject({ result: 'skipped', letters: [] });
  });

  it('lets two workers share one action without doing a case twice', async () => {
    const caseIds = await openCases(60);
    const id = await previewed(caseIds, note);
    await Promise.all([bulk.carryOut(id, 1, me), work.run(id), work.run(id)]);
    await work.runAll();
    expect(tally((await rowsOf(id)).map(({ result }) => result))).toEqual({ done: 60 });
    for (const caseId of caseIds)
      expect((await factsOf(caseId)).filter((type) => type === 'note-added')).toHaveLength(1);
  });

  it('lets two officers act on the same cases at once, and skips what the other changed', async () => {
    const caseIds = await openCases(12);
    const them: Chooser = { officerId: other, scope: everyCase };
    const mine = await previewed(caseIds, note);
    const theirs = await bulk.choose({ caseIds: [...caseIds].reverse(), locationIds: [] }, them);
    await bulk.preview(theirs, record({ type: 'agreed' }), them);
    await Promise.all([bulk.carryOut(mine, 1, me), bulk.carryOut(theirs, 1, them)]);
    const results = async (id: string) => tally((await rowsOf(id)).map(({ result }) => result));
    const [a, b] = [await results(mine), await results(theirs)];
    expect((a.done ?? 0) + (b.done ?? 0)).toBe(12);
    expect((a.skipped ?? 0) + (b.skipped ?? 0)).toBe(12);
  });

  it('writes one letter to a manager of several homes, which waits ten minutes', async () => {
    const email = 'group.manager@care.example';
    const caseIds = [
      await openCase({ email }),
      await openCase({ email }),
      await openCase({ email }),
    ];
    const id = await carriedOut(caseIds, ask);
    const rows = await rowsOf(id);
    expect(rows.map(({ result }) => result)).toEqual(['done', 'done', 'done']);
    const letterIds = new Set(rows.flatMap(({ letters }) => letters));
    expect(letterIds.size).toBe(1);
    const [letter] = await engine.db.query<{ send_from: string; status: string }>(
      'SELECT next_attempt_at AS send_from, status FROM letter WHERE id = ANY ($1)',
      [[...letterIds]],
    );
    expect(letter?.status).toBe('planned');
    expect(letter && letter.send_from >= '2026-11-24T10:10:00Z').toBe(true);
  });

  it('writes outside sending hours for the next morning', async () => {
    engine.clock.set('2026-11-24T19:00:00Z');
    const [row] = await rowsOf(await carriedOut(await openCases(1), ask));
    expect(row?.outcome?.begins[0]).toEqual({ act: 'letter', what: 'ask', day: '2026-11-25' });
    const [letter] = await engine.db.query<{ send_from: string }>(
      'SELECT next_attempt_at AS send_from FROM letter WHERE id = ANY ($1)',
      [row?.letters],
    );
    expect(letter?.send_from).toBe('2026-11-25T09:00:00Z');
  });

  it('does nothing for somebody who may no longer', async () => {
    const gone = await buildOfficer(engine.db);
    const leaver = { officerId: gone, scope: everyCase };
    const [caseId = ''] = await openCases(1);
    const id = await bulk.choose({ caseIds: [caseId], locationIds: [] }, leaver);
    await bulk.preview(id, note, leaver);
    await engine.db.query('UPDATE officer SET disabled_at = $2 WHERE id = $1', [gone, tuesday]);
    await bulk.carryOut(id, 1, leaver);
    expect((await rowsOf(id))[0]).toMatchObject({
      result: 'refused',
      resultWhy: 'There is no such case.',
    });
  });

  it('opens cases for sites without one', async () => {
    const sites = [await buildSite(engine.db), await buildSite(engine.db)];
    const out = await buildSite(engine.db, { inScope: false });
    const locationIds = [...sites, out].map(({ locationId }) => locationId);
    const id = await bulk.choose({ caseIds: [], locationIds }, me);
    await bulk.preview(id, { do: 'open-cases', officerId }, me);
    expect((await rowsOf(id)).map(({ verdict }) => verdict)).toEqual([
      'allowed',
      'allowed',
      'refused',
    ]);
    await bulk.carryOut(id, 1, me);
    const rows = await rowsOf(id);
    expect(rows.map(({ result }) => result)).toEqual(['done', 'done', 'refused']);
    expect(await engine.cases.get(rows[0]?.caseId ?? '')).toMatchObject({ open: true, officerId });
    await bulk.undo(id, me);
    expect(await engine.cases.get(rows[0]?.caseId ?? '')).toMatchObject({ open: false });
  });
});

describe('what the preview shows', () => {
  const actions: [string, BulkActionInput][] = [
    ['a note', note],
    ['a question', ask],
    [
      'a free letter',
      { do: 'letter', letter: { kind: 'free', title: 'A talk', text: 'Join us.' } },
    ],
    ['a pause', record({ type: 'paused', reason: 'a break' })],
    ['taking up again', record({ type: 'resumed' })],
    ['parking', record({ type: 'parked', until: '2027-01-11', reason: 'the new year' })],
    ['closing', record({ type: 'closed', reason: 'Unresponsive' })],
    ['reopening', record({ type: 'reopened', override: 'They asked again.' })],
    ['agreement', record({ type: 'agreed' })],
    ['a passcode by post', record({ type: 'otp-requested', channel: 'post', on: '2026-11-20' })],
    ['its arrival', record({ type: 'otp-received' })],
    [
      'a DSPT publication',
      record({
        type: 'dspt-published',
        on: '2026-06-20',
        level: 'met',
        edition: '25/26',
        coverage: 'inherited',
      }),
    ],
    ['opting out', record({ type: 'opted-out' })],
    ['a reply', record({ type: 'provider-replied' })],
    ['a submission', record({ type: 'submitted', at: '2026-11-24T09:00:00Z' })],
  ];

  it.each(actions)('is what comes of it, of cases as they come: %s', async (_, action) => {
    const caseIds = await variedCases();
    const id = await previewed(caseIds, action);
    const seen = await rowsOf(id);
    const before = new Map<string, unknown>();
    for (const caseId of caseIds) before.set(caseId, await standingOf(caseId));
    await bulk.carryOut(id, 1, me);
    const came = await rowsOf(id);
    for (const [n, row] of came.entries()) {
      expect(row.outcome).toEqual(seen[n]?.outcome);
      expect(row.result).toBe(row.verdict === 'allowed' ? 'done' : row.verdict);
    }
    await bulk.undo(id, me);
    for (const row of await rowsOf(id)) {
      if (row.result === 'done') expect(row.undo).toBe('undone');
      if (row.undoWhy !== null)
        expect(row.undoWhy).toMatch(/^It is open again and waits from now on/);
      else expect(await standingOf(row.caseId ?? '')).toEqual(before.get(row.caseId ?? ''));
    }
    expect(engine.troubles).toEqual([]);
  });
});

/** Cases at different places on their way. */
async function variedCases(): Promise<string[]> {
  const stories: Record<string, string>[][] = [
    [],
    [{ type: 'agreed', on: '2026-11-20' }],
    [{ type: 'provider-asked', at: '2026-11-19T10:00:00Z', about: 'names' }],
    [{ type: 'otp-requested', on: '2026-11-18', channel: 'post' }],
    [{ type: 'paused', at: '2026-11-23T10:00:00Z', reason: 'ill' }],
    [{ type: 'parked', at: '2026-11-23T10:00:00Z', until: '2026-12-20', reason: 'busy' }],
    [{ type: 'opted-out', at: '2026-11-23T10:00:00Z' }],
    [{ type: 'closed', at: '2026-11-23T10:00:00Z', reason: 'Declined' }],
    [{ type: 'submitted', at: '2026-11-23T10:00:00Z', override: 'they did' }],
  ];
  const ids: string[] = [];
  for (const story of stories) {
    const id = await openCase();
    for (const fact of story) await engine.cases.record(id, fact, 'test');
    ids.push(id);
  }
  return ids;
}

describe('taking back', () => {
  it('hands each case back to who had it', async () => {
    const caseIds = await openCases(3);
    const before = await Promise.all(caseIds.map(standingOf));
    const id = await carriedOut(caseIds, record({ type: 'handed-over', officer: other }));
    expect((await engine.cases.get(caseIds[0] ?? '')).officerId).toBe(other);
    await bulk.undo(id, me);
    expect(await Promise.all(caseIds.map(standingOf))).toEqual(before);
  });

  it('takes back letters that have not left, and lists those that have', async () => {
    const [first = '', second = ''] = await openCases(2);
    const id = await carriedOut([first, second], ask);
    const letterOf = async (n: number) => (await rowsOf(id))[n]?.letters[0];
    await engine.db.query(
      "UPDATE letter SET status = 'sent', attempts = 1, settled_at = $2 WHERE id = $1",
      [await letterOf(0), tuesday],
    );
    await bulk.undo(id, me);
    const rows = await rowsOf(id);
    expect(rows.map(({ undo }) => undo)).toEqual(['left', 'undone']);
    expect(rows[0]?.undoWhy).toMatch(/^The letter has been sent and cannot be taken back/);
    expect((await engine.cases.state(first)).question).not.toBeNull();
    expect((await engine.cases.state(second)).question).toBeNull();
    const [letter] = await engine.db.query('SELECT status FROM letter WHERE id = $1', [
      await letterOf(1),
    ]);
    expect(letter).toEqual({ status: 'withdrawn' });
  });

  it('leaves what was recorded on since, and says so', async () => {
    const [first = '', second = ''] = await openCases(2);
    const id = await carriedOut([first, second], record({ type: 'agreed' }));
    await engine.cases.record(first, { type: 'note-added', at: tuesday, text: 'Rang.' }, 'test');
    await bulk.undo(id, me);
    const rows = await rowsOf(id);
    expect(rows.map(({ undo }) => undo)).toEqual(['left', 'undone']);
    expect((await engine.cases.state(first)).agreedOn).toBe('2026-11-24');
    await expect(bulk.undo(id, me)).rejects.toMatchObject({ code: 'cannot-be-undone-now' });
  });
});

it('does the first at once, rings for the rest, and goes on from there', async () => {
  const caseIds = await openCases(45);
  const id = await previewed(caseIds, note);
  rung = 0;
  await bulk.carryOut(id, 1, me);
  expect(rung).toBe(1);
  expect(await reader.counts(id)).toMatchObject({ waiting: 5, results: { done: 40 } });
  expect(await reader.head(id, me)).toMatchObject({ state: 'working' });
  await work.runAll();
  expect(await reader.counts(id)).toMatchObject({ waiting: 0, results: { done: 45 } });
  for (const caseId of caseIds)
    expect((await factsOf(caseId)).filter((type) => type === 'note-added')).toHaveLength(1);
});

it('forgets after a week what nobody carried out, and keeps what was done', async () => {
  const done = await carriedOut(await openCases(1), note);
  const idle = await previewed(await openCases(1), note);
  engine.clock.set('2026-12-02T10:00:00Z');
  await work.forgetOld();
  await expect(reader.head(idle, me)).rejects.toMatchObject({ code: 'no-such-bulk' });
  expect(await reader.head(done, me)).toMatchObject({ state: 'done' });
});

describe('what changes while it is under way', () => {
  const leaves = (id: string) =>
    engine.db.query('UPDATE officer SET disabled_at = $2 WHERE id = $1', [id, tuesday]);
  afterEach(() => engine.db.query('UPDATE officer SET disabled_at = NULL'));

  it('stops with whoever leaves, at the next case', async () => {
    const caseIds = await openCases(3);
    const id = await previewed(caseIds, note);
    meanwhile = () => leaves(officerId);
    await bulk.carryOut(id, 1, me);
    expect((await rowsOf(id)).map(({ result }) => result)).toEqual(['done', 'refused', 'refused']);
    expect(await factsOf(caseIds[1] ?? '')).not.toContain('note-added');
  });

  it('opens no case for who has left, nor for whom they no longer see', async () => {
    const { locationId } = await buildSite(engine.db);
    const id = await bulk.choose({ caseIds: [], locationIds: [locationId] }, me);
    await bulk.preview(id, { do: 'open-cases', officerId: other }, me);
    await leaves(officerId);
    await bulk.carryOut(id, 1, me);
    expect((await rowsOf(id)).map(({ result }) => result)).toEqual(['refused']);
  });

  it('is looked at no earlier than the last preview of it', async () => {
    const id = await previewed(await openCases(1), note);
    // Its worker died before it could say that all rows are looked at.
    await engine.db.query("UPDATE bulk_action SET state = 'previewing' WHERE id = $1", [id]);
    let late: Promise<void> | undefined;
    await engine.db.transaction(async (tx) => {
      await tx.query('UPDATE bulk_action SET revision = revision + 1 WHERE id = $1', [id]);
      await tx.query("UPDATE bulk_row SET todo = 'preview', verdict = NULL WHERE bulk_id = $1", [
        id,
      ]);
      late = work.run(id);
      await untilSomebodyWaits();
    });
    await late;
    expect(await reader.head(id, me)).toMatchObject({ state: 'previewing', revision: 2 });
    await work.run(id);
    expect(await reader.head(id, me)).toMatchObject({ state: 'previewed', revision: 2 });
    expect((await rowsOf(id)).map(({ verdict }) => verdict)).toEqual(['allowed']);
  });
});

/** Until a statement stands behind a lock. */
async function untilSomebodyWaits(): Promise<void> {
  for (let n = 0; n < 100; n++) {
    const rows = await engine.db.query(
      `SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE NOT l.granted AND a.datname = current_database()`,
    );
    if (rows.length > 0) return;
    await pause(50);
  }
  throw new Error('Nobody waits.');
}
