import { newAddress } from '../../../test/builders/letters';
import { buildOfficer, buildSite } from '../../../test/builders/register';
import { type Engine, testEngine } from '../../../test/harness/engine';

/** Monday 23 November 2026, ten in the morning. */
const monday = '2026-11-23T10:00:00Z';

let engine: Engine;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(monday);
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());
beforeEach(() => engine.clock.set(monday));

const record = async (caseId: string, fact: object) =>
  (await engine.cases.record(caseId, fact, 'officer:test')).fact;

async function openCase(): Promise<string> {
  const { locationId } = await buildSite(engine.db, {
    sealer: engine.sealer,
    contact: { name: 'Jo Manager', email: newAddress() },
  });
  const opened = { locationId, officerId, on: '2026-11-01' };
  return (await engine.cases.open(opened, 'officer:test')).id;
}

const added = (person: string, values: object = {}, on = '2026-11-02') => ({
  type: 'person-added',
  on,
  person,
  ...values,
});
const sam = { mobile: '07700 900111', email: 'sam@private.example' };

const created = (person: string, on = '2026-11-20') => ({ type: 'account-created', on, person });

const storedDetails = async (caseId: string) =>
  (
    await engine.db.query<{ details: object }>(
      'SELECT details FROM fact WHERE case_id = $1 AND seq > 1 ORDER BY seq',
      [caseId],
    )
  ).map((row) => row.details);

const shownPeople = async (caseId: string) =>
  (await engine.cases.timeline(caseId)).flatMap((f) => f.details.person ?? []);

interface LetterRow {
  id: string;
  recipient: string;
  status: string;
  to: { name: string | null; address: string | null };
  text: string;
}

/** The letters of a case but for the notices to those who are named, which are tried beside the form. */
async function lettersOf(caseId: string): Promise<LetterRow[]> {
  const rows = await engine.db.query<LetterRow & { sealed: Buffer }>(
    `SELECT DISTINCT l.id, p.recipient, l.status, l.sealed
       FROM letter l JOIN letter_part p ON p.letter_id = l.id
      WHERE p.case_id = $1 AND p.kind <> 'your-details' ORDER BY p.recipient`,
    [caseId],
  );
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    ...engine.sealer.open<Pick<LetterRow, 'to' | 'text'>>(`letter:${row.id}`, sealed),
  }));
}

describe('the people of a case', () => {
  it('lie in its facts as refs, and are shown by the names that were given', async () => {
    const id = await openCase();
    const answer = await record(id, added('Sam Carter', { ...sam, role: 'owner' }));
    expect(answer.details).toMatchObject({ person: 'Sam Carter', email: 'sam@private.example' });
    await record(id, created(' sam  carter'));
    await record(id, created('Kim Lee'));
    expect(await storedDetails(id)).toEqual([
      { person: 'p1', role: 'owner' },
      { person: 'p1' },
      { person: 'p2' },
    ]);
    expect(await shownPeople(id)).toEqual(['Sam Carter', 'Sam Carter', 'Kim Lee']);
    const [, first] = await engine.cases.timeline(id);
    expect(first?.details).toMatchObject({ mobile: '+447700900111', email: 'sam@private.example' });
  });

  it('may be spoken of by ref, and are answered by name', async () => {
    const id = await openCase();
    await record(id, added('Sam Carter'));
    expect((await record(id, created('p1'))).details.person).toBe('Sam Carter');
    expect(await shownPeople(id)).toEqual(['Sam Carter', 'Sam Carter']);
  });

  it('are told apart by the rules, which know their numbers and addresses', async () => {
    const id = await openCase();
    await record(id, added('Sam Carter', sam));
    await expect(record(id, added('Kim Lee', { mobile: '+44 7700 900111' }))).rejects.toMatchObject(
      { code: 'duplicate-mobile' },
    );
    await expect(record(id, added('Kim Lee', { email: sam.email }))).rejects.toMatchObject({
      code: 'duplicate-email',
    });
    await expect(record(id, added('SAM carter', sam))).resolves.toBeDefined();
    await expect(
      record(id, { type: 'person-removed', on: '2026-11-20', person: 'Nobody' }),
    ).rejects.toMatchObject({ code: 'no-such-person' });
    // What was refused has left nobody behind.
    const rows = await engine.db.query('SELECT DISTINCT ref FROM case_person WHERE case_id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ ref: 'p1' }]);
  });

  it('have what held before again when a fact about them is retracted', async () => {
    const id = await openCase();
    await record(id, added('Sam Carter', sam));
    const mistake = await record(id, added('Sam Carter', { email: 'wrong@private.example' }));
    const emailOf = async () => (await engine.cases.state(id)).people[0]?.email;
    expect(await emailOf()).toBe('wrong@private.example');
    await record(id, { type: 'retracted', at: monday, fact: mistake.id });
    expect(await emailOf()).toBe('sam@private.example');
  });

  it('cannot be read from another row, nor without the key', async () => {
    const id = await openCase();
    await record(id, added('Sam Carter', sam));
    await record(id, added('Kim Lee', { mobile: '07700 900222' }));
    await engine.db.query(
      `UPDATE case_person SET mobile = (SELECT mobile FROM case_person WHERE case_id = $1 AND ref = 'p1')
        WHERE case_id = $1 AND ref = 'p2'`,
      [id],
    );
    const [, , kim] = await engine.cases.timeline(id);
    expect(kim?.details).toEqual({ person: 'Kim Lee' });
    expect(await engine.cases.damaged(id)).toEqual(['the mobile of Kim Lee (fact 3)']);
    await engine.db.query("DELETE FROM case_person WHERE case_id = $1 AND ref = 'p2'", [id]);
  });
});

describe('what is planned for a person', () => {
  it('is stored by ref, and shown by name in the sentences that explain its date', async () => {
    const id = await openCase();
    await record(id, created('Sam Carter'));
    const [stored] = await engine.db.query<{ person: string; basis: string[] }>(
      "SELECT person, basis FROM follow_up WHERE case_id = $1 AND rung = 'day-3'",
      [id],
    );
    expect(stored).toMatchObject({ person: 'p1' });
    expect(stored?.basis[0]).toContain('The account of p1 was created');
    const shown = (await engine.cases.followUps(id)).find((f) => f.rung === 'day-3');
    expect(shown?.person).toBe('Sam Carter');
    expect(shown?.basis[0]).toBe(
      'The account of Sam Carter was created on Friday 20 November 2026.',
    );
  });

  it('goes to that person, by the address that was given for them', async () => {
    const id = await openCase();
    await record(id, added('Sam Carter', sam));
    await record(id, created('Sam Carter'));
    await engine.due.drain();
    const [letter, ...others] = await lettersOf(id);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      recipient: 'person:p1',
      to: { name: 'Sam Carter', address: 'sam@private.example' },
    });
    expect(letter?.text).toContain('Dear Sam Carter,');
  });

  it('has no address while none is known, as for a home without a contact', async () => {
    const id = await openCase();
    await record(id, created('Kim Lee'));
    await engine.due.drain();
    expect(await lettersOf(id)).toMatchObject([
      { recipient: 'person:p1', status: 'planned', to: { name: 'Kim Lee', address: null } },
    ]);
  });

  it('does not wait for letters to others, one a day being enough for each', async () => {
    const id = await openCase();
    await record(id, created('Sam Carter'));
    await record(id, created('Kim Lee'));
    await engine.due.drain();
    await record(id, { type: 'otp-requested', on: '2026-11-18', channel: 'post' });
    await engine.due.drain();
    expect((await lettersOf(id)).map((l) => l.recipient)).toEqual([
      'person:p1',
      'person:p2',
      'provider',
    ]);
    await engine.db.query(
      "UPDATE letter SET status = 'sent', settled_at = planned_at WHERE status = 'planned'",
    );
    // The provider's second of the day waits.
    await record(id, { type: 'provider-asked', at: '2026-11-16T10:00:00Z', about: 'the names' });
    await engine.due.drain();
    expect((await lettersOf(id)).map((l) => l.recipient)).toEqual([
      'person:p1',
      'person:p2',
      'provider',
    ]);
    engine.clock.set('2026-11-24T09:00:00Z');
    await engine.due.drain();
    expect((await lettersOf(id)).map((l) => l.recipient)).toContain('provider');
    expect(await lettersOf(id)).toHaveLength(4);
  });

  it('is not written to once they have been taken off', async () => {
    const id = await openCase();
    await record(id, added('Sam Carter', { ...sam, email: 'only.here@private.example' }));
    await record(id, created('Sam Carter'));
    await engine.due.drain();
    await record(id, { type: 'person-removed', on: '2026-11-23', person: 'Sam Carter' });
    expect(await lettersOf(id)).toMatchObject([{ status: 'withdrawn' }]);
  });
});

describe('letters to the home about its people', () => {
  it('name those whom nobody has seen open the mailbox, all in one part', async () => {
    const id = await openCase();
    for (const person of ['Sam Carter', 'Kim Lee']) {
      await record(id, created(person, '2026-10-20'));
      await record(id, { type: 'account-activated', on: '2026-10-31', person });
    }
    await engine.due.drain();
    const letters = (await lettersOf(id)).filter((l) => l.recipient === 'provider');
    expect(letters).toHaveLength(1);
    const text = letters[0]?.text.replace(/\s+/g, ' ');
    expect(text).toContain("Sam Carter's account was last used on Saturday 31 October 2026");
    expect(text).toContain("Kim Lee's account was last used on Saturday 31 October 2026");
    expect(text).toContain('It goes inactive on Monday 30 November 2026.');
  });

  it('say who is leaving and when the account goes, at once and by itself', async () => {
    const id = await openCase();
    await record(id, created('Sam Carter', '2026-10-20'));
    await record(id, { type: 'leaver-marked', on: '2026-11-23', person: 'Sam Carter' });
    await engine.due.drain();
    const [letter] = (await lettersOf(id)).filter((l) => l.recipient === 'provider');
    const text = letter?.text.replace(/\s+/g, ' ');
    expect(text).toContain(
      'Sam Carter was marked as leaving your home on Monday 23 November 2026.',
    );
    expect(text).toContain('deleted on Wednesday 23 December 2026');
  });
});
