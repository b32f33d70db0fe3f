import { BadInput, type DomainError, Refused, StaleVersion } from '@app/domain';
import { SilentBells } from '@app/follow-ups';
import { addressKey, noteAway, silenceAddress } from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { ChangeContact } from '../address-book/change-contact.service';
import { RecordFactService } from '../record-fact.service';
import type { LetterWish } from './letter-wish';
import { SendLetterService } from './send-letter.service';

/** Friday 20 November 2026, ten in the morning. */
const friday = '2026-11-20T10:00:00Z';
const actor = 'officer:test';

let engine: Engine;
let letters: SendLetterService;
let officerId: string;
let count = 0;

beforeAll(async () => {
  engine = await testEngine(friday);
  const { db, clock, settings } = engine;
  const bells = new SilentBells();
  const recording = new RecordFactService(db, clock, bells, settings);
  letters = new SendLetterService(db, clock, recording, bells, settings);
  officerId = await buildOfficer(db);
});
afterAll(() => engine.close());
beforeEach(() => engine.clock.set(friday));

async function openCase(...facts: a.GivenFact[]): Promise<{ id: string; email: string }> {
  const email = `jo${++count}@home.example`;
  const contact = { name: 'Jo Manager', email };
  const { locationId } = await buildSite(engine.db, { sealer: engine.sealer, contact });
  const { id } = await engine.cases.open({ locationId, officerId, on: '2026-11-01' }, actor);
  for (const fact of facts) await engine.cases.record(id, fact, actor);
  return { id, email };
}

const wish = (kind: LetterWish['kind'], more: Partial<LetterWish> = {}): LetterWish => ({
  kind,
  recipient: 'provider',
  about: null,
  title: null,
  text: null,
  clock: null,
  person: null,
  askedFor: null,
  ...more,
});
const ask = wish('ask', { about: 'the mobile numbers' });
const free = wish('free', { title: 'Our talk', text: 'Thank you for your time.' });

interface Row {
  id: string;
  kinds: string[];
  day: string;
  status: string;
  routine: boolean;
}

const lettersOf = (caseId: string) =>
  engine.db.query<Row>(
    `SELECT DISTINCT l.id, l.kinds, l.day, l.status, l.routine
       FROM letter l JOIN letter_part p ON p.letter_id = l.id
      WHERE p.case_id = $1 AND p.kind <> 'your-details' ORDER BY l.day`,
    [caseId],
  );

const bodyOf = async (letterId: string) => {
  const [row] = await engine.db.query<{ sealed: Buffer; subject: string }>(
    'SELECT sealed, subject FROM letter WHERE id = $1',
    [letterId],
  );
  const { text, to } = engine.sealer.open<{ text: string; to: { address: string } }>(
    `letter:${letterId}`,
    row?.sealed ?? Buffer.alloc(0),
  );
  return { text, to, subject: row?.subject };
};

const gone = (letterId: string) =>
  engine.db.query(
    `UPDATE letter SET status = 'sent', attempts = 1, settled_at = $2 WHERE id = $1`,
    [letterId, engine.clock.now().toString()],
  );

/** Links end in a secret that is new for each letter. */
const withoutTokens = (text: string) => text.replace(/\/a\/[\w-]+/g, '/a/…');

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (e: DomainError) => e,
  );
  if (error instanceof Refused || error instanceof BadInput || error instanceof StaleVersion)
    return error.code;
  throw error ?? new Error('It was not refused.');
}

const send = (id: string, one: LetterWish, version?: number) =>
  letters.send(id, one, actor, version);

describe('asking a provider', () => {
  it('starts the wait for an answer in one transaction with the letter', async () => {
    const { id } = await openCase();
    const planned = await send(id, ask);
    expect(await lettersOf(id)).toMatchObject([
      { id: planned.letterId, kinds: ['ask'], day: '2026-11-20', status: 'planned' },
    ]);
    const { question } = await engine.cases.state(id);
    expect(question).toMatchObject({ about: 'the mobile numbers', at: friday, endedAt: null });
    const followUps = await engine.cases.followUps(id);
    expect(followUps.map((f) => `${f.rung} ${f.sendAt.toString()}`)[0]).toBe(
      'working-day-5 2026-11-27T09:00:00Z',
    );
    expect(planned.case.version).toBe((await engine.cases.get(id)).version);
  });

  it('records nothing when the letter cannot be written', async () => {
    const { id, email } = await openCase();
    const key = addressKey(engine.sealer, email);
    const since = Temporal.Instant.from(friday);
    await silenceAddress(engine.db, { key, why: 'bounced', since, by: actor }, since);
    expect(await refusal(send(id, ask))).toBe('not-written-to');
    expect((await engine.cases.state(id)).question).toBeNull();
    expect(await lettersOf(id)).toEqual([]);
  });

  it('refuses a second press that had not seen the first', async () => {
    const { id } = await openCase();
    const { version } = await engine.cases.get(id);
    const pressed = await Promise.allSettled([send(id, ask, version), send(id, ask, version)]);
    expect(pressed.map((p) => p.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await lettersOf(id)).toHaveLength(1);
  });
});

describe('what is previewed', () => {
  it.each([
    ['a question', ask],
    ['a letter of one’s own', free],
    ['a prepared one', wish('invitation')],
  ])('is what is sent: %s', async (_, one) => {
    const { id, email } = await openCase();
    const preview = await letters.preview(id, one);
    expect(await lettersOf(id)).toEqual([]);
    const { letterId } = await send(id, one, preview.version);
    const { text, to, subject } = await bodyOf(letterId);
    expect(withoutTokens(preview.text)).toBe(withoutTokens(text));
    expect([preview.subject, preview.to.address, to.address]).toEqual([subject, email, email]);
    expect([preview.day, preview.joins, preview.waitsADay]).toEqual(['2026-11-20', false, false]);
  });

  it('joins the letter that waits', async () => {
    const { id } = await openCase();
    await send(id, ask);
    const preview = await letters.preview(id, free);
    expect(preview).toMatchObject({ joins: true, day: '2026-11-20' });
    // The links of what waits are for its reader alone.
    expect(preview.text + preview.html).not.toMatch(/\/a\/[\w-]{43}/);
    const words = preview.text.replace(/\s+/g, ' ');
    expect(words).toContain('the mobile numbers');
    expect(words).toContain('Thank you for your time.');
    const { joined, letterId } = await send(id, free);
    expect(joined).toBe(true);
    expect(await lettersOf(id)).toMatchObject([{ id: letterId, kinds: ['ask', 'free'] }]);
    expect(withoutTokens((await bodyOf(letterId)).text)).toBe(withoutTokens(preview.text));
  });

  it('goes on the next working day when one has gone today', async () => {
    const { id } = await openCase();
    const { letterId } = await send(id, ask);
    await gone(letterId);
    expect(await letters.preview(id, free)).toMatchObject({
      joins: false,
      waitsADay: true,
      day: '2026-11-23',
    });
    expect((await send(id, free)).day).toBe('2026-11-23');
    expect((await lettersOf(id)).map((l) => [l.day, l.status])).toEqual([
      ['2026-11-20', 'sent'],
      ['2026-11-23', 'planned'],
    ]);
  });

  it('goes in the morning when it is written at night', async () => {
    const { id } = await openCase();
    engine.clock.set('2026-11-20T21:00:00Z');
    const { sendFrom, waitsADay } = await letters.preview(id, free);
    expect([sendFrom.toString(), waitsADay]).toEqual(['2026-11-23T09:00:00Z', false]);
  });

  it('says that its reader is away, and goes all the same', async () => {
    const { id, email } = await openCase();
    const back = Temporal.Instant.from('2026-12-01T00:00:00Z');
    const now = Temporal.Instant.from(friday);
    await noteAway(engine.db, addressKey(engine.sealer, email), back, now);
    const preview = await letters.preview(id, free);
    expect([preview.awayUntil?.toString(), preview.day]).toEqual([back.toString(), '2026-11-20']);
  });
});

describe('who is not written to', () => {
  const optedOut = a.optedOut('2026-11-19T10:00:00Z');

  it('gets nothing unless they asked for it, which is kept', async () => {
    const { id } = await openCase(optedOut);
    expect(await refusal(send(id, free))).toBe('not-written-to-unless-asked');
    expect(await refusal(letters.preview(id, free))).toBe('not-written-to-unless-asked');
    const asked = { ...free, askedFor: 'Jo rang and asked for it in writing' };
    expect((await letters.preview(id, asked)).inSpiteOf).toBe('opted-out');
    await send(id, asked);
    // A letter that was asked for is no reminder, and waits for none.
    expect(await lettersOf(id)).toMatchObject([{ kinds: ['free'], routine: false }]);
    const note = (await engine.cases.timeline(id)).at(-1);
    expect(note).toMatchObject({ type: 'note-added' });
    expect(note?.details.text).toContain('Jo rang and asked for it in writing');
  });

  it('gets nothing at an address that bounces, whatever they asked', async () => {
    const { id, email } = await openCase();
    const key = addressKey(engine.sealer, email);
    const since = Temporal.Instant.from(friday);
    await silenceAddress(engine.db, { key, why: 'bounced', since, by: actor }, since);
    expect(await refusal(send(id, { ...free, askedFor: 'They rang' }))).toBe('not-written-to');
  });

  it('is the one person who objected, and nobody else', async () => {
    const ann = a.named('2026-11-02', 'Ann Lee', { email: `ann${count}@home.example` });
    const { id } = await openCase(ann, a.personOptedOut('2026-11-19T10:00:00Z', 'Ann Lee'));
    const toAnn = { ...free, recipient: 'person:p1' };
    expect(await refusal(send(id, toAnn))).toBe('not-written-to-unless-asked');
    await send(id, free);
    expect(await lettersOf(id)).toHaveLength(1);
  });

  it('is nobody at a home without an address: it says so', async () => {
    const { locationId } = await buildSite(engine.db, { sealer: engine.sealer });
    const { id } = await engine.cases.open({ locationId, officerId, on: '2026-11-01' }, actor);
    expect(await refusal(letters.preview(id, free))).toBe('no-address');
  });
});

describe('a reminder sent now', () => {
  const posted = a.requested('2026-11-14');

  it('is the newest letter of the clock that runs', async () => {
    const { id } = await openCase(posted);
    const names = (await letters.reminders(id)).map((r) => `${r.clock} ${r.rung.rung}`);
    expect(names).toEqual(['otp-arrival day-5', 'otp-validity day-14']);
    await send(id, wish('reminder', { clock: 'otp-arrival' }));
    expect(await lettersOf(id)).toMatchObject([{ kinds: ['otp-on-its-way'] }]);
  });

  it('lets the ladder rest on that day and the next', async () => {
    engine.clock.set('2026-11-18T10:00:00Z');
    const { id } = await openCase(posted);
    const { letterId } = await send(id, wish('reminder', { clock: 'otp-arrival' }));
    await gone(letterId);
    // Day 5 falls due on Thursday, day 7 on Saturday, so on Monday: both are another day's.
    for (const at of ['2026-11-19T09:00:00Z', '2026-11-20T09:00:00Z']) {
      engine.clock.set(at);
      await engine.due.drain();
    }
    const outcomes = (await engine.cases.followUps(id))
      .filter((f) => f.clock === 'otp-arrival' && f.outcome !== null)
      .map((f) => `${f.rung} ${f.outcome} ${f.settledAt?.toString()}`);
    expect(outcomes).toEqual(['day-5 sent 2026-11-20T09:00:00Z']);
  });

  it('is the question first, once one is out', async () => {
    const { id } = await openCase(posted, a.asked('2026-11-19T10:00:00Z'));
    expect((await letters.reminders(id))[0]?.clock).toBe('provider-silence');
  });

  it('is refused when the letter that waits says it already', async () => {
    const { id } = await openCase(posted);
    await send(id, wish('reminder', { clock: 'otp-arrival' }));
    const again = wish('reminder', { clock: 'otp-arrival' });
    expect(await refusal(send(id, again))).toBe('already-in-letter');
  });

  it('is refused when no clock runs', async () => {
    const { id } = await openCase();
    expect(await refusal(send(id, wish('reminder')))).toBe('nothing-to-remind-of');
  });
});

describe('a wish that cannot be', () => {
  it.each([
    ['invalid-about', wish('ask', { about: '  ' })],
    ['invalid-text', wish('free', { title: 'A', text: 'a'.repeat(4001) })],
    ['invalid-title', wish('free', { title: 'A\nBcc: x', text: 'Hello' })],
    ['secret-refused', wish('free', { title: 'A', text: 'Your passcode is 4821-3341.' })],
    ['letter-does-not-fit', wish('parked')],
    ['letter-does-not-fit', wish('live')],
  ])('is refused: %s', async (code, one) => {
    const { id } = await openCase();
    expect(await refusal(send(id, one))).toBe(code);
    expect(await lettersOf(id)).toEqual([]);
  });

  it('is one about a closed case, but for saying goodbye', async () => {
    const { id } = await openCase(a.closed('2026-11-19T10:00:00Z'));
    expect(await refusal(send(id, ask))).toBe('case-closed');
    await send(id, wish('closed'));
    expect(await lettersOf(id)).toMatchObject([{ kinds: ['closed'] }]);
  });
});

describe('a changed address of the contact', () => {
  const changeTo = (caseId: string, email: string) =>
    engine.cases.get(caseId).then(({ locationId }) =>
      new ChangeContact(engine.db, engine.clock, engine.settings).set(locationId, {
        name: 'Kim New',
        email,
      }),
    );

  it('takes what waits to the new one, and ends the links of the old', async () => {
    engine.clock.set('2026-11-18T10:00:00Z');
    const { id } = await openCase(a.requested('2026-11-14'));
    engine.clock.set('2026-11-19T10:00:00Z');
    await engine.due.drain();
    await send(id, ask);
    const [old] = await lettersOf(id);
    const email = `kim${count}@home.example`;
    await changeTo(id, email);
    const [, written] = await engine.db.query<{ id: string; status: string; kinds: string[] }>(
      `SELECT DISTINCT l.id, l.status, l.kinds, l.status = 'planned' FROM letter l
         JOIN letter_part p ON p.letter_id = l.id WHERE p.case_id = $1 ORDER BY 4`,
      [id],
    );
    expect(written?.id).not.toBe(old?.id);
    expect([...(written?.kinds ?? [])].sort()).toEqual(['ask', 'otp-on-its-way']);
    const { to, text } = await bodyOf(written?.id ?? '');
    expect(to).toEqual({ name: 'Kim New', address: email });
    expect(text).toContain('Dear Kim New');
    const links = await engine.db.query<{ letter_id: string; good: boolean }>(
      `SELECT letter_id, revoked_at IS NULL AS good FROM answer_link WHERE case_id = $1`,
      [id],
    );
    const goodOf = (letterId?: string) => [
      ...new Set(links.filter((l) => l.letter_id === letterId).map((l) => l.good)),
    ];
    expect([goodOf(old?.id), goodOf(written?.id)]).toEqual([[false], [true]]);
    const followUp = (await engine.cases.followUps(id)).find((f) => f.rung === 'day-5');
    expect(followUp?.letterId).toBe(written?.id);
  });

  it('is that of a person too, once their details say so', async () => {
    const first = { email: `ann${++count}@home.example` };
    const { id } = await openCase(a.named('2026-11-02', 'Ann Lee', first));
    await send(id, { ...free, recipient: 'person:p1' });
    const second = { email: `ann${++count}@home.example` };
    await engine.cases.record(id, a.named('2026-11-03', 'Ann Lee', second), actor);
    const waiting = (await lettersOf(id)).filter((l) => l.status === 'planned');
    expect(waiting).toHaveLength(1);
    expect((await bodyOf(waiting[0]?.id ?? '')).to.address).toBe(second.email);
  });

  it('leaves the silence with the old address', async () => {
    const { id, email } = await openCase();
    const key = addressKey(engine.sealer, email);
    const since = Temporal.Instant.from(friday);
    await silenceAddress(engine.db, { key, why: 'bounced', since, by: actor }, since);
    expect(await refusal(send(id, free))).toBe('not-written-to');
    await changeTo(id, `new${count}@home.example`);
    await send(id, free);
    await changeTo(id, email);
    expect(await refusal(send(id, free))).toBe('not-written-to');
  });
});

it('leaves nothing for the audit to find', async () => {
  engine.clock.set('2026-11-18T10:00:00Z');
  const { id } = await openCase(a.requested('2026-11-13'), a.optedOut('2026-11-18T09:00:00Z'));
  await send(id, { ...free, askedFor: 'Jo rang' });
  const other = await openCase();
  await send(other.id, ask);
  engine.clock.set(friday);
  await engine.due.drain();
  const suppressed = (await engine.cases.followUps(id)).filter((f) => f.outcome === 'suppressed');
  expect(suppressed.map((f) => f.reason)).toEqual(['opted-out']);
  expect(await engine.audit.auditCases([id, other.id])).toEqual([]);
});

it('has the audit find a letter kept back for no reason, and one that should have been', async () => {
  const { id, email } = await openCase();
  const now = Temporal.Instant.from(friday);
  const key = addressKey(engine.sealer, email);
  await silenceAddress(engine.db, { key, why: 'bounced', since: now, by: actor }, now);
  await engine.cases.record(id, a.requested('2026-11-14'), actor);
  engine.clock.set('2026-11-20T11:00:00Z');
  await engine.due.drain();
  const [fired] = (await engine.cases.followUps(id)).filter((f) => f.outcome !== null);
  expect([fired?.outcome, fired?.reason]).toEqual(['suppressed', 'bounced']);
  const whats = async () => (await engine.audit.auditCases([id])).map(({ what }) => what);
  expect(await whats()).toEqual([]);
  await engine.db.query("UPDATE follow_up SET reason = 'objected' WHERE id = $1", [fired?.id]);
  expect(await whats()).toEqual([expect.stringContaining('why is stored as objected')]);
  await engine.db.query("UPDATE follow_up SET reason = 'bounced' WHERE id = $1", [fired?.id]);
  await engine.db.query('DELETE FROM correspondent_silence WHERE address_key = $1', [key]);
  expect(await whats()).toEqual([expect.stringContaining('nothing stood against it')]);
});
