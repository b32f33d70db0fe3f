import { MailLane } from '@app/letters';
import { MailTransport, type SendOutcome } from '@app/platform';
import { lettersOfCase, newAddress } from '../../../test/builders/letters';
import { buildOfficer, buildSite } from '../../../test/builders/register';
import { type Engine, testEngine } from '../../../test/harness/engine';

/** Friday 20 November 2026, ten in the morning. */
const friday = '2026-11-20T10:00:00Z';

let engine: Engine;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(friday);
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());
beforeEach(() => engine.clock.set(friday));

const record = async (caseId: string, fact: object) =>
  (await engine.cases.record(caseId, fact, 'officer:test')).fact.id;

const retract = (caseId: string, fact: string) =>
  record(caseId, { type: 'retracted', at: engine.clock.now().toString(), fact });

async function openCase(): Promise<string> {
  const { locationId } = await buildSite(engine.db, {
    sealer: engine.sealer,
    contact: { name: 'Jo Manager', email: newAddress() },
  });
  const opened = { locationId, officerId, on: '2026-11-01' };
  return (await engine.cases.open(opened, 'officer:test')).id;
}

/** A case with the letter of day 5 written and not sent. */
async function caseWithLetter(): Promise<string> {
  const id = await openCase();
  await record(id, { type: 'otp-requested', on: '2026-11-14', channel: 'post' });
  await engine.due.drain();
  return id;
}

interface LetterRow {
  id: string;
  kinds: string[];
  status: string;
  day: string;
  next: string;
  reason: string | null;
}

const lettersOf = (caseId: string) =>
  engine.db.query<LetterRow>(
    `SELECT id, kinds, status, day, next_attempt_at AS next, withdraw_reason AS reason
       FROM letter WHERE ${lettersOfCase} ORDER BY planned_at, kinds`,
    [caseId],
  );

const textOf = async (letterId: string): Promise<string> => {
  const [row] = await engine.db.query<{ sealed: Buffer }>(
    'SELECT sealed FROM letter WHERE id = $1',
    [letterId],
  );
  const { text } = engine.sealer.open<{ text: string }>(
    `letter:${letterId}`,
    row?.sealed ?? Buffer.alloc(0),
  );
  return text.replace(/\s+/g, ' ');
};

/** Takes whatever it is given; the letters it took, by Message-ID. */
class Taking extends MailTransport {
  readonly kind = 'smtp';
  readonly taken: string[] = [];
  override send({ messageId }: { messageId: string }): Promise<SendOutcome> {
    this.taken.push(messageId);
    return Promise.resolve({ kind: 'sent', reply: 'ok' });
  }
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('a letter withdrawn because of a mistaken fact', () => {
  it('comes back when the fact is retracted, and is sent once', async () => {
    const id = await caseWithLetter();
    const mistake = await record(id, { type: 'otp-received', on: '2026-11-20' });
    const [before] = await lettersOf(id);
    expect(before).toMatchObject({ status: 'withdrawn', reason: 'the reason for it has ended' });
    await retract(id, mistake);
    expect(await lettersOf(id)).toEqual([
      { ...before, status: 'planned', next: friday, reason: null },
    ]);
    const transport = new Taking();
    await new MailLane(engine.db, engine.clock, engine.sealer, transport).sendDue();
    expect(transport.taken).toEqual([`<${before?.id}@caseload.example>`]);
  });

  it('stays withdrawn while its clock does not want it', async () => {
    const id = await caseWithLetter();
    const mistake = await record(id, { type: 'otp-received', on: '2026-11-20' });
    await record(id, { type: 'submitted', at: friday });
    await retract(id, mistake);
    const passcode = (await lettersOf(id)).filter((l) => l.kinds[0] === 'otp-on-its-way');
    expect(passcode).toMatchObject([{ status: 'withdrawn' }]);
  });

  it('stays withdrawn when a newer one of its clock has fallen due meanwhile', async () => {
    const id = await caseWithLetter();
    const mistake = await record(id, { type: 'otp-received', on: '2026-11-20' });
    engine.clock.set('2026-11-23T10:00:00Z');
    await retract(id, mistake);
    await engine.due.drain();
    expect(await lettersOf(id)).toMatchObject([
      { kinds: ['otp-on-its-way'], status: 'withdrawn' },
      { kinds: ['otp-arrived'], status: 'planned', day: '2026-11-23' },
    ]);
  });

  it('is written anew for the day it goes', async () => {
    const id = await openCase();
    engine.clock.set('2026-11-23T10:00:00Z');
    await record(id, { type: 'otp-requested', on: '2026-11-09', channel: 'email' });
    await engine.due.drain();
    const [letter] = await lettersOf(id);
    expect(letter?.kinds).toEqual(['otp-expiring']);
    expect(await textOf(letter?.id ?? '')).toContain('You have 14 days left.');
    const mistake = await record(id, { type: 'contact-id-confirmed', on: '2026-11-23' });
    engine.clock.set('2026-11-28T10:00:00Z');
    await retract(id, mistake);
    // Saturday: it goes on Monday.
    expect(await lettersOf(id)).toMatchObject([
      { id: letter?.id, status: 'planned', day: '2026-11-30', next: '2026-11-30T09:00:00Z' },
    ]);
    expect(await textOf(letter?.id ?? '')).toContain('You have 7 days left.');
  });

  it('joins the letter its reader is to get that day', async () => {
    const id = await caseWithLetter();
    const mistake = await record(id, { type: 'otp-received', on: '2026-11-20' });
    await record(id, { type: 'provider-asked', at: '2026-11-13T10:00:00Z', about: 'the names' });
    await engine.due.drain();
    await retract(id, mistake);
    expect(await lettersOf(id)).toMatchObject([
      { kinds: ['otp-on-its-way'], status: 'withdrawn', day: '2026-11-20' },
      { kinds: ['otp-on-its-way', 'reminder'], status: 'planned', day: '2026-11-20' },
    ]);
  });

  it('waits a day when such a letter has gone already', async () => {
    const id = await caseWithLetter();
    const mistake = await record(id, { type: 'otp-received', on: '2026-11-20' });
    await record(id, { type: 'provider-asked', at: '2026-11-13T10:00:00Z', about: 'the names' });
    await engine.due.drain();
    await engine.db.query(
      `UPDATE letter SET status = 'sent' WHERE status = 'planned' AND ${lettersOfCase}`,
      [id],
    );
    await retract(id, mistake);
    expect(await lettersOf(id)).toMatchObject([
      { kinds: ['otp-on-its-way'], status: 'planned', day: '2026-11-23' },
      { kinds: ['reminder'], status: 'sent', day: '2026-11-20' },
    ]);
  });

  it('is wanted again as it is, when a worker has it in hand or nobody knows if it went', async () => {
    for (const status of ['claimed', 'unknown']) {
      const id = await caseWithLetter();
      await engine.db.query(`UPDATE letter SET status = $2 WHERE ${lettersOfCase}`, [id, status]);
      const mistake = await record(id, { type: 'otp-received', on: '2026-11-20' });
      expect(await lettersOf(id)).toMatchObject([{ status, reason: expect.any(String) }]);
      await retract(id, mistake);
      expect(await lettersOf(id)).toMatchObject([{ status, reason: null }]);
    }
  });

  it('is never sent twice: one that has gone stays as it is', async () => {
    const id = await caseWithLetter();
    await engine.db.query(`UPDATE letter SET status = 'sent' WHERE ${lettersOfCase}`, [id]);
    const mistake = await record(id, { type: 'otp-received', on: '2026-11-20' });
    await retract(id, mistake);
    expect(await lettersOf(id)).toMatchObject([{ status: 'sent' }]);
  });
});

describe('a letter of two parts, one of which has lost its reason', () => {
  it('goes with the other part alone', async () => {
    const id = await openCase();
    await record(id, { type: 'otp-requested', on: '2026-11-14', channel: 'post' });
    await record(id, { type: 'provider-asked', at: '2026-11-13T10:00:00Z', about: 'the names' });
    await engine.due.drain();
    const [both] = await lettersOf(id);
    expect(both?.kinds).toHaveLength(2);
    await record(id, { type: 'otp-received', on: '2026-11-20' });
    expect(await lettersOf(id)).toMatchObject([
      { id: both?.id, kinds: ['reminder'], status: 'planned', day: '2026-11-20' },
    ]);
    expect(await textOf(both?.id ?? '')).not.toContain('passcode letter');
  });
});

describe('a reader who is not to be written to', () => {
  it.each([
    ['asks for no letters', { type: 'opted-out', at: friday }, 'the provider asked for no letters'],
    [
      'has left the register',
      { type: 'site-deregistered', on: '2026-11-20' },
      'the site has left the register',
    ],
  ])('%s: unsent letters are withdrawn until that is retracted', async (_words, fact, reason) => {
    const id = await caseWithLetter();
    const mistake = await record(id, fact);
    expect(await lettersOf(id)).toMatchObject([{ status: 'withdrawn', reason }]);
    await retract(id, mistake);
    expect(await lettersOf(id)).toMatchObject([{ status: 'planned', reason: null }]);
  });

  it('gets nothing back by retracting something else', async () => {
    const id = await caseWithLetter();
    const agreed = await record(id, { type: 'agreed', on: '2026-11-02' });
    await record(id, { type: 'opted-out', at: friday });
    await retract(id, agreed);
    expect(await lettersOf(id)).toMatchObject([{ status: 'withdrawn' }]);
  });

  it('is not sent what went by while they wanted no letters', async () => {
    const id = await caseWithLetter();
    await record(id, { type: 'opted-out', at: friday });
    await record(id, { type: 'opted-in', at: friday });
    expect(await lettersOf(id)).toMatchObject([{ status: 'withdrawn' }]);
  });
});

describe('the end of a passcode', () => {
  it('withdraws letters about it that have not gone', async () => {
    const id = await openCase();
    engine.clock.set('2026-11-26T10:00:00Z');
    await record(id, { type: 'otp-requested', on: '2026-10-31', channel: 'email' });
    await engine.due.drain();
    expect(await lettersOf(id)).toMatchObject([{ kinds: ['otp-expiring'], status: 'planned' }]);
    engine.clock.set('2026-11-29T00:00:00Z');
    await engine.due.drain();
    expect(await lettersOf(id)).toMatchObject([
      { kinds: ['otp-expiring'], status: 'withdrawn', reason: 'the reason for it has ended' },
    ]);
  });

  it('is recorded before anything else is decided, when no worker ran for a while', async () => {
    const { policies } = engine.settings;
    const inForce = await engine.db.transaction((tx) => policies.during(tx));
    // Dead before its letter of day 21.
    const policy = { ...inForce.policy, passcodeGoodForDays: 20 };
    const during = jest.spyOn(policies, 'during').mockResolvedValue({ ...inForce, policy });
    const id = await openCase();
    engine.clock.set('2026-11-02T10:00:00Z');
    await record(id, { type: 'otp-requested', on: '2026-11-02', channel: 'email' });
    engine.clock.set('2026-11-23T09:00:00Z');
    await engine.due.drain();
    during.mockRestore();
    expect(await lettersOf(id)).toEqual([]);
    expect(await engine.cases.get(id)).toMatchObject({ stalls: ['otp-expired'] });
  });
});
