import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type linkDecisions } from '@app/cases';
import { Imports } from '@app/providers';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { type ApiHome, apiRecord, writeRecords } from '../builders/cqc-records';
import { homeDelta, type HomeDelta, HomeTown } from '../builders/home-stories';
import { buildOfficer } from '../builders/register';
import { type Engine, testEngine } from '../harness/engine';
import { runs } from './runs';

/*
 * Invented registers that re-register, merge, split, double, end and take up homes again, a file a
 * day, through the real import; between them an officer opens cases and decides about records.
 */
jest.setTimeout(240_000);

const firstDay = '2026-06-01';
const actor = 'officer:test';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-homes-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A town, the program, and a clock that goes on a day with each file. */
class Story {
  readonly town = new HomeTown(3);
  readonly imports: string[] = [];
  readonly opened: string[] = [];
  private day = Temporal.PlainDate.from(firstDay);

  private constructor(
    readonly engine: Engine,
    readonly officerId: string,
  ) {}

  static async begin(): Promise<Story> {
    const engine = await testEngine(`${firstDay}T10:00:00Z`);
    const story = new Story(engine, await buildOfficer(engine.db));
    await story.bringIn([...story.town.records.values()]);
    for (const { locationId } of story.town.records.values()) await story.open(locationId);
    return story;
  }

  get today(): string {
    return this.day.toString();
  }

  /** The next file: what has changed, or all of the register again. */
  async next(delta: HomeDelta, whole: boolean): Promise<void> {
    this.day = this.day.add({ days: 1 });
    this.engine.clock.set(`${this.today}T10:00:00Z`);
    const changed = this.town.apply(delta, this.today);
    const records = whole ? [...this.town.records.values()] : changed;
    if (records.length > 0) await this.bringIn(records);
  }

  private async bringIn(records: readonly ApiHome[]): Promise<void> {
    const { engine, today } = this;
    const fileName = `records-${today}.ndjson`;
    const path = join(folder, fileName);
    await writeRecords(path, records.map(apiRecord));
    const file = { kind: 'cqc', path, fileName, actor, asOf: today } as const;
    const result = await new Imports(engine.db, engine.clock).run(file);
    expect(result).toMatchObject({ refused: null, quarantined: 0 });
    if (result.importId) this.imports.push(result.importId);
    await engine.news.tell();
  }

  /** @returns the code of the refusal, or null */
  async open(locationId: string): Promise<string | null> {
    return this.told(async () => {
      const { id } = await this.engine.cases.open({ locationId, officerId: this.officerId }, actor);
      this.opened.push(id);
    });
  }

  async openNext(linkId: string): Promise<string | null> {
    const next = { officerId: this.officerId, closeEarlier: true };
    return this.told(async () => {
      this.opened.push((await this.engine.homes.openNext(linkId, next, actor)).id);
    });
  }

  private async told(work: () => Promise<void>): Promise<string | null> {
    return work().then(
      () => null,
      (error: { code?: string }) => error.code ?? Promise.reject(error as Error),
    );
  }
}

/** What an officer does between two files. */
interface Move {
  does: 'open' | 'decide' | 'next' | 'nothing';
  pick: number;
  decision: (typeof linkDecisions)[number];
}

const move: fc.Arbitrary<Move> = fc.record({
  does: fc.constantFrom('open', 'decide', 'decide', 'next', 'nothing'),
  pick: fc.nat(20),
  decision: fc.constantFrom('accept', 'accept', 'dismiss', 'undo'),
});

async function officerDoes(story: Story, { does, pick, decision }: Move): Promise<void> {
  const { engine, town } = story;
  if (does === 'open') {
    const ids = [...town.records.keys()];
    await story.open(ids[pick % ids.length] ?? '');
    return;
  }
  const state = does === 'next' || decision === 'undo' ? 'accepted' : 'suggested';
  const links = await engine.homes.list({ state, limit: 50, after: null });
  const link = links[pick % Math.max(links.length, 1)];
  if (!link || does === 'nothing') return;
  if (does === 'next') {
    await story.openNext(link.id);
    return;
  }
  // Joining two records that both have an open case would be the officer’s own wish for two.
  const homes = await Promise.all(
    [link.older, link.newer].map(({ locationId }) => engine.homes.home(locationId)),
  );
  const open = new Set(
    homes.flatMap(({ records }) =>
      records.flatMap(({ cases }) => cases.filter((c) => c.open).map((c) => c.id)),
    ),
  );
  if (decision !== 'accept' || open.size < 2) await engine.homes.decide(link.id, decision, actor);
}

async function expectNothingLostOrDoubled(story: Story): Promise<void> {
  const { engine, town, opened } = story;
  const rows = await engine.db.query<{ id: string; open: boolean; location_id: string }>(
    'SELECT id, open, location_id FROM application_case ORDER BY id',
  );
  expect(rows.map(({ id }) => id)).toEqual([...opened].sort());
  for (const { id, open, location_id } of rows) {
    const record = town.records.get(location_id);
    expect(record).toBeDefined();
    if (!open) continue;
    const { status } = (await engine.cases.state(id)).site;
    const gone = record?.deregisteredOn !== null;
    expect([location_id, status]).toEqual([
      location_id,
      gone ? 'deregistered' : record?.dormant ? 'dormant' : 'registered',
    ]);
  }
  const seen = new Set<string>();
  for (const locationId of town.records.keys()) {
    if (seen.has(locationId)) continue;
    const { records } = await engine.homes.home(locationId);
    for (const record of records) seen.add(record.locationId);
    const open = records.flatMap(({ cases }) => cases.filter((c) => c.open));
    expect(open.length).toBeLessThanOrEqual(1);
  }
  const doubled = await engine.db.query(
    `SELECT least(older_id, newer_id) FROM home_link
      GROUP BY least(older_id, newer_id), greatest(older_id, newer_id) HAVING count(*) > 1`,
  );
  expect(doubled).toEqual([]);
}

const factCount = async ({ engine }: Story) =>
  (await engine.db.query<{ count: string }>('SELECT count(*) FROM fact'))[0]?.count;

describe('registers that change what they call a home', () => {
  it('lose no case and double none, whatever comes and whatever is decided', async () => {
    const step = fc.record({
      delta: homeDelta,
      whole: fc.boolean(),
      moves: fc.array(move, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
        const story = await Story.begin();
        try {
          for (const { delta, whole, moves } of steps) {
            await story.next(delta, whole);
            for (const one of moves) await officerDoes(story, one);
            await expectNothingLostOrDoubled(story);
            const before = await factCount(story);
            await story.engine.news.tell();
            expect(await factCount(story)).toBe(before);
          }
          expect((await story.engine.audit.audit()).drift).toEqual([]);
        } finally {
          await story.engine.close();
        }
      }),
      { ...runs(4), endOnFailure: true },
    );
  });

  it('taken back in reverse order they leave everything as it was', async () => {
    const tables = ['site', 'provider', 'home_link', 'quarantined_row'];
    const snapshot = async ({ engine }: Story) => {
      const rows = [];
      for (const table of tables)
        rows.push(
          await engine.db.query(`SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY 1`),
        );
      const statuses = await engine.db.query<{ id: string }>(
        'SELECT id FROM application_case ORDER BY id',
      );
      const states = [];
      for (const { id } of statuses) states.push((await engine.cases.state(id)).siteChanges);
      return { rows, states };
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(homeDelta, fc.boolean()), { minLength: 2, maxLength: 4 }),
        async (files) => {
          const story = await Story.begin();
          try {
            const before = [];
            for (const [delta, whole] of files) {
              const known = story.imports.length;
              const was = await snapshot(story);
              await story.next(delta, whole);
              if (story.imports.length > known) before.push(was);
            }
            for (const importId of story.imports.slice(1).reverse()) {
              expect(await story.engine.undoing.inTheWay(importId)).toEqual([]);
              await story.engine.undoing.undo(importId, actor);
              expect(await snapshot(story)).toEqual(before.pop());
            }
          } finally {
            await story.engine.close();
          }
        },
      ),
      { ...runs(3), endOnFailure: true },
    );
  });
});
