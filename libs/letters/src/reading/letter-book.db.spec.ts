import { everyCase } from '@app/domain';
import { Database, Sealer } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import {
  type BareCase,
  buildBareCase,
  newLetter,
  newMatter,
} from '../../../../test/builders/letters';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { planLetters } from '../ledger/plan-letters';
import { LetterBook } from './letter-book';

let test: TestDatabase;
let db: Database;
let book: LetterBook;
let oak: BareCase;
let elm: BareCase;
const sealer = new Sealer('a field key for tests, long enough to pass');

/** Eleven letters of two cases, two of them planned at the same moment. */
const plannedMinutes = [1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10];

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  book = new LetterBook(db, sealer);
  oak = await buildBareCase(db, { homeName: 'Oak House' });
  elm = await buildBareCase(db, { homeName: 'Elm Court' });
  const letters = plannedMinutes.map((minute, n) =>
    newLetter(n < 8 ? oak.id : elm.id, {
      subject: `Letter ${n}`,
      plannedAt: Temporal.Instant.from(`2026-12-24T09:00:00.123Z`).add({ minutes: minute }),
    }),
  );
  await planLetters(db, sealer, letters, 'example.org');
  const settled = { 0: 'sent', 1: 'refused', 2: 'unknown', 3: 'deferred', 4: 'withdrawn' };
  for (const [n, status] of Object.entries(settled))
    await db.query('UPDATE letter SET status = $2 WHERE subject = $1', [`Letter ${n}`, status]);
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

describe('list', () => {
  it('gives every letter once, newest first, whatever the size of the page', async () => {
    const whole = (await book.list({ scope: everyCase, limit: 200 })).items.map((l) => l.id);
    expect(whole).toHaveLength(11);
    for (const limit of [1, 3, 5, 11]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await book.list({ scope: everyCase, limit, cursor });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items.map((l) => l.id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(whole);
    }
  });

  it('says what each letter is, and nothing personal', async () => {
    const { items } = await book.list({ scope: everyCase, limit: 1 });
    expect(items[0]).toEqual({
      id: expect.any(String),
      homes: [{ caseId: elm.id, locationId: expect.stringMatching(/^1-/), name: 'Elm Court' }],
      kinds: ['otp-arrived'],
      routine: true,
      subject: 'Letter 10',
      status: 'planned',
      plannedAt: '2026-12-24T09:10:00.123Z',
      day: '2026-12-24',
      nextAttemptAt: '2026-12-24T09:00:00Z',
      attempts: 0,
      settledAt: null,
      reply: null,
    });
  });

  it('can be narrowed to one status, over pages', async () => {
    const first = await book.list({ scope: everyCase, limit: 4, status: 'planned' });
    const second = await book.list({
      scope: everyCase,
      limit: 4,
      status: 'planned',
      cursor: first.nextCursor,
    });
    const all = [...first.items, ...second.items];
    expect(all.map((l) => l.status)).toEqual(Array(6).fill('planned'));
    expect(second.nextCursor).toBeNull();
  });

  it.each([
    '',
    'x',
    'bm9uc2Vuc2U',
    Buffer.from("' OR 1=1 --").toString('base64url'),
    Buffer.from(`2026-12-24T09:00:00Z ${'-'.repeat(36)}`).toString('base64url'),
  ])('refuses the cursor %j unless it is empty', async (cursor) => {
    if (cursor === '')
      expect((await book.list({ scope: everyCase, limit: 1, cursor })).items).toHaveLength(1);
    else
      await expect(book.list({ scope: everyCase, limit: 1, cursor })).rejects.toMatchObject({
        code: 'bad-cursor',
      });
  });
});

describe('a letter about several homes', () => {
  it('names all of them, in the list of each and when it is opened', async () => {
    const homes = await Promise.all(
      ['Ash Lodge', 'Bay Tree'].map((homeName) => buildBareCase(db, { homeName })),
    );
    const matters = homes.map(({ id }) => newMatter(id));
    const letter = newLetter('', {
      matters,
      plannedAt: Temporal.Instant.from('2026-12-23T09:00Z'),
    });
    await planLetters(db, sealer, [letter], 'example.org');
    const names = ['Ash Lodge', 'Bay Tree'];
    for (const { id } of homes)
      expect((await book.forCase(id)).map((l) => l.homes.map((h) => h.name))).toEqual([names]);
    expect((await book.get(letter.id)).homes.map((h) => h.name)).toEqual(names);
    await db.query('DELETE FROM letter WHERE id = $1', [letter.id]);
  });
});

describe('forCase', () => {
  it('gives the letters of one case, oldest first', async () => {
    const subjects = (await book.forCase(elm.id)).map((l) => l.subject);
    expect(subjects).toEqual(['Letter 8', 'Letter 9', 'Letter 10']);
  });
});

describe('troubled', () => {
  it('gives those a person should look at', async () => {
    const troubled = await book.troubled(everyCase);
    expect(troubled.map((l) => l.status)).toEqual(['refused', 'unknown', 'deferred']);
  });
});

describe('get', () => {
  it('opens one letter', async () => {
    const [summary] = (await book.list({ scope: everyCase, limit: 1 })).items;
    const letter = await book.get(summary?.id ?? '');
    expect(letter).toMatchObject({
      ...summary,
      messageId: `<${summary?.id}@example.org>`,
      to: { name: 'Sam Carter', address: 'manager@oakhouse.example' },
      replyTo: { name: 'Jo Reed', address: 'jo.reed@association.example' },
      text: 'Has it come?\n',
      html: '<p>Has it come?</p>\n',
    });
  });

  it.each(['018f3c5e-0000-7000-8000-000000000001', 'not-an-id', "' OR 1=1 --"])(
    'finds no letter %s',
    async (id) => {
      await expect(book.get(id)).rejects.toMatchObject({ code: 'no-such-letter' });
    },
  );
});

describe('the ledger', () => {
  it('holds name, address and words only encrypted', async () => {
    const rows = await db.query<{ row: string }>(
      "SELECT letter::text || encode(sealed, 'escape') AS row FROM letter",
    );
    expect(rows).toHaveLength(11);
    for (const { row } of rows) expect(row).not.toMatch(/Sam Carter|oakhouse|Has it come/);
  });

  it('takes no letter twice under one id', async () => {
    const [summary] = (await book.list({ scope: everyCase, limit: 1 })).items;
    const again = newLetter(oak.id, { id: summary?.id ?? '' });
    await expect(planLetters(db, sealer, [again], 'example.org')).rejects.toThrow(/duplicate key/);
  });
});
