import { Database, Sealer, SettableClock } from '@app/platform';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { buildBareCase, newLetter } from '../../../../test/builders/letters';
import { eventually } from '../../../../test/harness/eventually';
import { letterMaking } from '../ledger/letter-making';
import { planLetters } from '../ledger/plan-letters';
import { defaultWording } from './default-wording';
import type { Wording } from './wording';
import { wordingInForce } from './wording-in-force';
import { Wordings } from './wordings.service';

const kind = 'otp-arrived';
const shipped = defaultWording(kind);
const withHeading = (heading: string): Wording => ({ ...shipped, heading });

const making = letterMaking(
  {
    publicUrl: 'https://caseload.example',
    mailFrom: 'office@caseload.example',
    imapUrl: undefined,
    associationName: 'the care association',
  },
  new Sealer('a field key for tests, long enough to pass'),
);

let test: TestDatabase;
let db: Database;
let clock: SettableClock;
let wordings: Wordings;

beforeEach(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  clock = new SettableClock('2026-11-23T09:30:00Z');
  wordings = new Wordings(db, clock, making);
});
afterEach(async () => {
  await db.close();
  await test.drop();
});

const headingInForce = async () => (await wordingInForce(db))(kind).heading;

describe('wordings', () => {
  it('are the shipped ones until somebody publishes another', async () => {
    const [first] = await wordings.list();
    expect(first).toMatchObject({ kind: 'invitation', version: 0, published: null, draft: null });
    expect((await wordingInForce(db))(kind)).toEqual(shipped);
  });

  it('change no letter while they are a draft, and every one of their kind once published', async () => {
    const drafted = await wordings.draft(kind, withHeading('Is it there?'), 0, 'officer:a');
    expect(drafted.draft?.wording.heading).toBe('Is it there?');
    expect(await headingInForce()).toBe(shipped.heading);
    clock.set('2026-11-23T10:00:00Z');
    const state = await wordings.publish(kind, drafted.version, 'officer:b');
    expect(state).toMatchObject({
      draft: null,
      inForce: { heading: 'Is it there?' },
      published: {
        number: 1,
        author: 'officer:a',
        publishedBy: 'officer:b',
        publishedAt: '2026-11-23T10:00:00Z',
      },
    });
    expect(await headingInForce()).toBe('Is it there?');
    expect((await wordingInForce(db))('ready')).toEqual(defaultWording('ready'));
  });

  it('refuse the second of two officers who edit at once, and keep what the first wrote', async () => {
    await wordings.draft(kind, withHeading('From Ada'), 0, 'officer:a');
    await expect(
      wordings.draft(kind, withHeading('From Bo'), 0, 'officer:b'),
    ).rejects.toMatchObject({ code: 'wording-changed' });
    expect((await wordings.get(kind)).draft?.wording.heading).toBe('From Ada');
  });

  it('refuse them also when the first has published, or thrown the draft away, meanwhile', async () => {
    const one = await wordings.draft(kind, withHeading('From Ada'), 0, 'officer:a');
    await wordings.publish(kind, one.version, 'officer:a');
    await expect(
      wordings.draft(kind, withHeading('From Bo'), 0, 'officer:b'),
    ).rejects.toMatchObject({ code: 'wording-changed' });
    await expect(wordings.publish(kind, one.version, 'officer:b')).rejects.toMatchObject({
      code: 'wording-changed',
    });
    const seen = (await wordings.get(kind)).version;
    const two = await wordings.draft(kind, withHeading('Another'), seen, 'officer:a');
    const gone = await wordings.discard(kind, two.version);
    expect(gone.draft).toBeNull();
    expect(gone.version).toBeGreaterThan(two.version);
    await expect(
      wordings.draft(kind, withHeading('Late'), two.version, 'officer:b'),
    ).rejects.toMatchObject({ code: 'wording-changed' });
  });

  it('let exactly one of 20 officers through who save at the same moment', async () => {
    const saved = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        wordings.draft(kind, withHeading(`From ${n}`), 0, `officer:${n}`),
      ),
    );
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('go back to the shipped one, and keep the history', async () => {
    let { version } = await wordings.get(kind);
    for (const heading of ['One?', 'Two?']) {
      ({ version } = await wordings.draft(kind, withHeading(heading), version, 'officer:a'));
      ({ version } = await wordings.publish(kind, version, 'officer:a'));
    }
    const state = await wordings.reset(kind, version, 'officer:b');
    expect(state.inForce).toEqual(shipped);
    expect(await headingInForce()).toBe(shipped.heading);
    const history = await wordings.history(kind);
    expect(
      history.map(({ number, status, wording }) => [number, status, wording?.heading]),
    ).toEqual([
      [3, 'published', undefined],
      [2, 'superseded', 'Two?'],
      [1, 'superseded', 'One?'],
    ]);
    await expect(wordings.reset(kind, state.version, 'officer:b')).rejects.toMatchObject({
      code: 'already-shipped',
    });
  });

  it('are never changed once published, not even in the database', async () => {
    const { version } = await wordings.draft(kind, withHeading('One?'), 0, 'officer:a');
    await wordings.publish(kind, version, 'officer:a');
    await expect(
      db.query(`UPDATE letter_wording SET content = '{}' WHERE kind = $1`, [kind]),
    ).rejects.toThrow('never changed');
    await expect(db.query('DELETE FROM letter_wording')).rejects.toThrow('never changed');
  });

  it('give way to the shipped one when this program cannot use them', async () => {
    await db.query(
      `INSERT INTO letter_wording (kind, number, status, revision, content, author, created_at,
                                   changed_at, published_at, published_by)
       VALUES ($1, 1, 'published', 1, $2, 'x', now(), now(), now(), 'x'),
              ('a-kind-of-another-program', 1, 'published', 1, $2, 'x', now(), now(), now(), 'x')`,
      [kind, JSON.stringify(withHeading('((a field that is gone))'))],
    );
    expect(await headingInForce()).toBe(shipped.heading);
  });

  it('refuse what cannot be used, and say where', async () => {
    const input = { ...shipped, news: ['Use ((use bye)).'], button: '' };
    await expect(wordings.draft(kind, input, 0, 'officer:a')).rejects.toMatchObject({
      code: 'unusable-wording',
      problems: [
        { pointer: '/news/0', message: expect.stringContaining('no field ((use bye))') },
        { pointer: '/button', message: 'The text of the button: write something here.' },
      ],
    });
    await expect(wordings.draft(kind, { colour: 1 }, 0, 'officer:a')).rejects.toMatchObject({
      code: 'invalid-wording',
    });
    expect((await wordings.get(kind)).version).toBe(0);
  });

  it('write letters that have not gone again, and leave alone what has', async () => {
    const { id } = await buildBareCase(db);
    const waiting = newLetter(id);
    const gone = newLetter(id);
    await planLetters(db, making.sealer, [waiting, gone], 'caseload.example');
    await db.query("UPDATE letter SET status = 'sent', settled_at = now() WHERE id = $1", [
      gone.id,
    ]);
    const words = async (letterId: string) => {
      const [row] = await db.query<{ subject: string; sealed: Buffer; status: string }>(
        'SELECT subject, sealed, status FROM letter WHERE id = $1',
        [letterId],
      );
      const { text } = making.sealer.open<{ text: string }>(
        `letter:${letterId}`,
        row?.sealed as Buffer,
      );
      return { subject: row?.subject, status: row?.status, text };
    };
    const wording = { ...withHeading('Is it there?'), subject: 'Is the passcode there?' };
    const { version } = await wordings.draft(kind, wording, 0, 'officer:a');
    expect((await words(waiting.id)).text).toBe(waiting.text);
    const state = await wordings.publish(kind, version, 'officer:a');
    expect(await words(waiting.id)).toMatchObject({
      subject: 'Is the passcode there?',
      status: 'planned',
      text: expect.stringContaining('Is it there?\n'),
    });
    expect((await words(gone.id)).text).toBe(gone.text);
    await wordings.reset(kind, state.version, 'officer:a');
    expect((await words(waiting.id)).text).toContain('Has your passcode come?\n');
  });

  it('wait for whoever is still writing with the wording of before', async () => {
    const { id } = await buildBareCase(db);
    const late = newLetter(id);
    const { version } = await wordings.draft(kind, withHeading('Is it there?'), 0, 'officer:a');
    let published: Promise<unknown> = Promise.resolve();
    await db.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM application_case WHERE id = $1 FOR UPDATE', [id]);
      published = wordings.publish(kind, version, 'officer:a');
      await eventually(async () => expect(await headingInForce()).toBe('Is it there?'));
      await planLetters(tx, making.sealer, [late], 'caseload.example');
    });
    await published;
    const [row] = await db.query<{ sealed: Buffer }>('SELECT sealed FROM letter');
    const { text } = making.sealer.open<{ text: string }>(
      `letter:${late.id}`,
      row?.sealed as Buffer,
    );
    expect(text).toContain('Is it there?\n');
  });
});
