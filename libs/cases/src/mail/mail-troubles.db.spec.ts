import { everyCase, londonDay } from '@app/domain';
import {
  addressKey,
  addressStandings,
  LetterBook,
  lettersNeedingSomebody,
  lettersPutOff,
  MailLane,
  type NewLetter,
  planLetters,
} from '@app/letters';
import { Database, MailTransport, Sealer, type SendOutcome, SettableClock } from '@app/platform';
import { Logger } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { buildBareCase, newLetter } from '../../../../test/builders/letters';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { MailTroubles } from './mail-troubles.service';

const morning = Temporal.Instant.from('2026-12-24T09:00:00Z');
const jo = { name: 'Jo Reed', actor: 'officer:jo' };

let test: TestDatabase;
let db: Database;
let caseId: string;
let outcome: SendOutcome;
let lane: MailLane;
let troubles: MailTroubles;
const sealer = new Sealer('a field key for tests, long enough to pass');
const clock = new SettableClock(morning);

/** A server that answers as the test says. */
class Scripted extends MailTransport {
  readonly kind = 'smtp';
  send(): Promise<SendOutcome> {
    return Promise.resolve(outcome);
  }
  async close(): Promise<void> {}
}

beforeAll(async () => {
  for (const how of ['error', 'warn', 'log'] as const)
    jest.spyOn(Logger.prototype, how).mockReturnValue(undefined);
  test = await testDatabase();
  db = new Database(test.url);
  lane = new MailLane(db, clock, sealer, new Scripted());
  troubles = new MailTroubles(db, clock);
});
beforeEach(async () => {
  clock.set(morning);
  for (const table of ['task', 'letter', 'mail_halt', 'correspondent_silence', 'correspondent'])
    await db.query(`DELETE FROM ${table}`);
  caseId = (await buildBareCase(db, { homeName: 'Oak House' })).id;
});
afterAll(async () => {
  await lane.stop();
  await db.close();
  await test.drop();
});

async function sendWith(answer: SendOutcome, changes: Partial<NewLetter> = {}): Promise<string> {
  const letter = newLetter(caseId, changes);
  await planLetters(db, sealer, [letter], 'example.org');
  outcome = answer;
  await lane.sendDue();
  return letter.id;
}

const unknown: SendOutcome = { kind: 'unknown', reason: 'cut off' };
const refusedFor = (scope: 'none' | 'mailbox' | 'address' | 'server'): SendOutcome => ({
  kind: 'refused',
  scope,
  reason: 'no',
});

const tasks = () =>
  db.query<{ status: string }>(
    'SELECT kind, about, status, settled_by AS by, reason FROM task ORDER BY kind, status',
  );

const task = (kind: string, about: string) => ({
  kind,
  about,
  status: 'open',
  by: null,
  reason: null,
});

describe('a letter that stopped', () => {
  it.each([
    ['mail/no-address', refusedFor('none')],
    ['mail/bounced', refusedFor('mailbox')],
    ['mail/refused', refusedFor('address')],
    ['mail/refused', refusedFor('server')],
    ['mail/unknown', unknown],
  ] as [string, SendOutcome][])('asks for the call %s, once', async (kind, answer) => {
    const id = await sendWith(answer);
    const told = await Promise.all([troubles.tell(), troubles.tell(), troubles.tell()]);
    expect(told.reduce((a, b) => a + b)).toBe(1);
    expect(await tasks()).toEqual([task(kind, id)]);
    expect(await lettersNeedingSomebody(db, 10, everyCase)).toHaveLength(1);
  });

  it('asks for none when it went, or is tried again by itself', async () => {
    await sendWith({ kind: 'sent', reply: 'ok' });
    await sendWith({ kind: 'deferred', reason: 'later' });
    expect(await troubles.tell()).toBe(0);
    expect(await tasks()).toEqual([]);
  });

  it('is told of although the worker died between sending and telling', async () => {
    const id = await sendWith(unknown);
    expect(await tasks()).toEqual([]);
    await new MailTroubles(db, clock).tell();
    expect(await tasks()).toEqual([task('mail/unknown', id)]);
  });

  it('given up after two days asks for a call of its own', async () => {
    const id = await sendWith({ kind: 'deferred', reason: 'later' });
    for (let hour = 0; hour < 50; hour++) {
      clock.set(clock.now().add({ hours: 1, minutes: 1 }));
      // A letter that has not gone on its day is asked and written again before it may go.
      await db.query('UPDATE letter SET day = $1', [londonDay(clock.now()).toString()]);
      await lane.sendDue();
    }
    await troubles.tell();
    expect(await tasks()).toEqual([task('mail/given-up', id)]);
  });

  it('of a home whose case is closed asks for no call, but is shown', async () => {
    await sendWith(unknown);
    await db.query('UPDATE application_case SET open = false WHERE id = $1', [caseId]);
    expect(await troubles.tell()).toBe(1);
    expect(await tasks()).toEqual([]);
    expect(await lettersNeedingSomebody(db, 10, everyCase)).toHaveLength(1);
  });
});

describe('an address', () => {
  const key = addressKey(sealer, 'gone@home.example');
  const standing = async () =>
    (await addressStandings(db, [key])).get(key.toString('hex'))?.silenced ?? null;

  it('that does not exist is written to no more', async () => {
    await sendWith(refusedFor('mailbox'), { addressKey: key });
    await troubles.tell();
    expect(await standing()).toBe('bounced');
  });

  it.each(['address', 'server', 'none'] as const)(
    'is written to again when a refusal was about the %s',
    async (scope) => {
      await sendWith(refusedFor(scope), { addressKey: key });
      await troubles.tell();
      expect(await standing()).toBeNull();
    },
  );
});

describe('a letter of which nobody knows', () => {
  it('has arrived: who said so is kept, and the call is not asked for any more', async () => {
    const id = await sendWith(unknown);
    await troubles.tell();
    await troubles.resolve(id, 'arrived', jo);
    expect(await tasks()).toEqual([
      {
        ...task('mail/unknown', id),
        status: 'withdrawn',
        by: 'system',
        reason: 'Jo Reed said that it arrived',
      },
    ]);
    expect(await new LetterBook(db, sealer).get(id)).toMatchObject({
      status: 'sent',
      reply: 'confirmed by Jo Reed',
      decided: { by: 'Jo Reed', at: morning.toString() },
      trouble: null,
    });
    expect(await lettersNeedingSomebody(db, 10, everyCase)).toEqual([]);
  });

  it('is sent again, and if nobody knows once more, the call is asked for once more', async () => {
    const id = await sendWith(unknown);
    await troubles.tell();
    await troubles.resolve(id, 'send-again', jo);
    await lane.sendDue();
    await troubles.tell();
    expect((await tasks()).map((t) => t.status)).toEqual(['open', 'withdrawn']);
    expect((await new LetterBook(db, sealer).get(id)).decided).toBeNull();
  });

  it('is not sent again on a day on which another goes to the same address', async () => {
    const key = addressKey(sealer, 'sam@home.example');
    const id = await sendWith(unknown, { addressKey: key });
    const tuesday = Temporal.Instant.from('2026-12-29T09:00:00Z');
    const next = newLetter(caseId, { addressKey: key, day: '2026-12-29', sendFrom: tuesday });
    await planLetters(db, sealer, [next], 'example.org');
    clock.set(tuesday);
    await expect(troubles.resolve(id, 'send-again', jo)).rejects.toMatchObject({
      code: 'another-letter-today',
    });
    clock.set(tuesday.add({ hours: 24 }));
    await troubles.resolve(id, 'send-again', jo);
    const [row] = await db.query('SELECT status, day, stale FROM letter WHERE id = $1', [id]);
    expect(row).toEqual({ status: 'planned', day: '2026-12-30', stale: true });
  });

  it('needs no call any more when a worker that was only slow knows', async () => {
    const id = await sendWith(unknown);
    await troubles.tell();
    await db.query("UPDATE letter SET status = 'sent', trouble = NULL WHERE id = $1", [id]);
    await troubles.tell();
    expect(await tasks()).toMatchObject([{ status: 'withdrawn', by: 'system' }]);
  });
});

describe('a refused letter', () => {
  it('is dealt with by whoever told the home, and the call with it', async () => {
    const id = await sendWith(refusedFor('server'));
    await troubles.tell();
    await troubles.dealtWith(id, jo);
    expect(await tasks()).toEqual([
      { ...task('mail/refused', id), status: 'done', by: 'officer:jo' },
    ]);
    expect(await lettersNeedingSomebody(db, 10, everyCase)).toEqual([]);
    await expect(troubles.dealtWith(id, jo)).rejects.toMatchObject({ code: 'nothing-to-do' });
  });

  it('needs nobody any more once the call about it is done', async () => {
    await sendWith(refusedFor('server'));
    await troubles.tell();
    await db.query("UPDATE task SET status = 'done', settled_at = $1, settled_by = 'officer:jo'", [
      morning.toString(),
    ]);
    expect(await lettersNeedingSomebody(db, 10, everyCase)).toEqual([]);
  });
});

describe('a letter that is put off', () => {
  it('is tried at once when somebody asks', async () => {
    const id = await sendWith({ kind: 'deferred', reason: 'later' });
    expect((await lettersPutOff(db, 10, everyCase)).map((l) => l.id)).toEqual([id]);
    await troubles.tryNow(id);
    outcome = { kind: 'sent', reply: 'ok' };
    await lane.sendDue();
    expect(await lettersPutOff(db, 10, everyCase)).toEqual([]);
    await expect(troubles.tryNow(id)).rejects.toMatchObject({ code: 'not-waiting' });
  });
});

describe('all mail halted', () => {
  it('is tried at once when somebody has mended something', async () => {
    await sendWith({ kind: 'halt', reason: 'wrong password' });
    expect(await lane.circuit()).toMatchObject({ open: true, reason: 'wrong password' });
    outcome = { kind: 'sent', reply: 'ok' };
    await lane.sendDue();
    expect(await lane.circuit()).toMatchObject({ open: true });
    await troubles.endHalt();
    await lane.sendDue();
    expect(await lane.circuit()).toEqual({ open: false });
  });
});
