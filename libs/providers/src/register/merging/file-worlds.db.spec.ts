import { createHash } from 'node:crypto';
import { Database, SettableClock } from '@app/platform';
import fc from 'fast-check';
import {
  mayMake,
  type ToldFile,
  toldFiles,
  worldVariants,
} from '../../../../../test/builders/register-worlds';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import { runs } from '../../../../../test/properties/runs';
import { CopyText } from '../files/copy-text';
import type { ImportKind, ImportResult } from '../import-result';
import { type FileReader, Imports } from '../imports.service';
import type { Arrival, Speaks } from '../reading/arrival';
import { type SubjectName, subjects } from '../subjects';
import { undoImport } from '../undo/undo-import';

const minutes = 60_000;
const start = '2026-11-20T10:00:00Z';
const clock = new SettableClock(start);
let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

async function empty(): Promise<void> {
  clock.set(start);
  const tables = ['site', 'provider', 'dspt_status', 'quarantined_row', 'register_change'];
  for (const table of [...tables, 'import_record', 'import_run'])
    await db.query(`DELETE FROM ${table}`);
}

/** The file is its path: what it tells is at hand. */
const reader: FileReader = {
  fingerprint: (path) => Promise.resolve(fingerprintOf(path)),
  read: async (request, sink) => {
    const { variant, told } = JSON.parse(request.path) as ToldFile;
    const speaks: Speaks = worldVariants[variant];
    const kind: ImportKind = variant === 'world-statuses' ? 'dspt' : 'cqc';
    const file = { variant, kind, title: variant, speaks, ...fingerprintOf(request.path) };
    await sink.begin(file);
    const text = new CopyText(speaks);
    told.forEach(({ subject, key, values }, i) => {
      const arrival = {
        subject,
        row: i + 2,
        key: { [Object.keys(subjects[subject].key)[0] ?? '']: key },
        values,
        mayCreate: mayMake(variant),
        ...(mayMake(variant) ? {} : { said: { 'Location ID': key } }),
      };
      text.add(arrival as unknown as Arrival);
    });
    for (const [subject, lines] of text.rest()) await sink.copy(subject, lines);
    const nothing = { setAside: 0, problems: [], unlisted: 0, producedOn: null, newestDay: null };
    return { ...file, ...nothing, rows: told.length };
  },
};

const fingerprintOf = (path: string) => ({
  sha256: createHash('sha256').update(path).digest('hex'),
  bytes: path.length,
});

/** Each import is a minute after the one before. */
async function bringIn(file: ToldFile & { note?: string }, more = {}): Promise<ImportResult> {
  clock.set(clock.now().add({ minutes: 1 }));
  return new Imports(db, clock, new Map(), reader).run({
    kind: 'any',
    path: JSON.stringify(file),
    fileName: file.variant,
    actor: 'Jo',
    asOf: file.asOf,
    confirmed: true,
    ...more,
  });
}

const register = () =>
  db.query<{ row: string }>(
    ['site', 'provider', 'dspt_status', 'quarantined_row']
      .map((table) => `SELECT to_jsonb(t)::text AS row FROM ${table} t`)
      .join(' UNION ALL ') + ' ORDER BY 1',
  );

const stories = fc.array(toldFiles, { minLength: 1, maxLength: 7 });

describe('files in any order', () => {
  it(
    'come to the same when each comes twice, and the second time changes nothing',
    async () => {
      await fc.assert(
        fc.asyncProperty(stories, async (files) => {
          await empty();
          for (const file of files) {
            const first = await bringIn(file);
            expect(first.refused).toBeNull();
            const before = await register();
            // Other bytes that say the same, so that the hash alone does not decide.
            const again = await bringIn({ ...file, note: 'again' });
            expect(await register()).toEqual(before);
            const touched = Object.values({ ...again.created }).concat(
              Object.values(again.updated),
            );
            expect(touched.every((n) => n === 0)).toBe(true);
          }
        }),
        runs(8),
      );
    },
    5 * minutes,
  );

  it(
    'count every record once: created, updated, unchanged or in quarantine',
    async () => {
      await fc.assert(
        fc.asyncProperty(stories, async (files) => {
          await empty();
          for (const file of files) {
            const { created, updated, unchanged, quarantined } = await bringIn(file);
            const records = [created, updated, unchanged].flatMap((c) => Object.values(c));
            expect(records.reduce((sum, n) => sum + n, quarantined)).toBe(file.told.length);
          }
        }),
        runs(8),
      );
    },
    5 * minutes,
  );

  it(
    'never let an older file replace what a newer one said',
    async () => {
      await fc.assert(
        fc.asyncProperty(stories, async (files) => {
          await empty();
          const newest = new Map<string, { asOf: string; variant: string; value: unknown }>();
          for (const file of files) {
            await bringIn(file);
            for (const said of valuesOf(file)) {
              const known = newest.get(said.place);
              const isOlder = known !== undefined && known.asOf > file.asOf;
              if (isOlder || (await heldAt(said.place)) === undefined) continue;
              if (said.value !== null) newest.set(said.place, { ...file, value: said.value });
              // The kind of file that knew of it knows it no more: others may say what they know.
              else if (known?.variant === file.variant) newest.delete(said.place);
            }
            for (const [place, { asOf, value }] of newest) {
              const held = await heldAt(place);
              if (held && held.asOf < asOf) expect([place, held.value]).toEqual([place, value]);
            }
          }
        }),
        runs(8),
      );
    },
    5 * minutes,
  );
});

const valuesOf = ({ told }: ToldFile): { place: string; value: unknown }[] =>
  told.flatMap(({ subject, key, values }) =>
    Object.entries(values).map(([field, value]) => ({
      place: `${subject} ${key} ${field}`,
      value,
    })),
  );

/** What the register holds there and of which day it is; undefined when there is no such record. */
async function heldAt(place: string): Promise<{ value: unknown; asOf: string } | undefined> {
  const [subject = '', key, field] = place.split(' ');
  const { table, key: keys } = subjects[subject as SubjectName];
  const [held] = await db.query<{ value: unknown; asOf: string }>(
    `SELECT to_jsonb(t) -> $2 AS value, r.as_of AS "asOf"
       FROM ${table} t JOIN import_run r ON r.id = coalesce((t.sources ->> $2)::uuid, t.import_id)
      WHERE t.${Object.keys(keys)[0]} = $1`,
    [key, field],
  );
  return held;
}

describe('a dry run', () => {
  it(
    'says exactly what the import then does',
    async () => {
      await fc.assert(
        fc.asyncProperty(stories, async (files) => {
          await empty();
          for (const file of files) {
            const before = await register();
            const { digest, importId: _, ...told } = await bringIn(file, { dryRun: true });
            expect(await register()).toEqual(before);
            const { importId, ...done } = await bringIn(file, { expectDigest: digest });
            expect(importId).toEqual(expect.any(String));
            expect({ ...done, digest }).toEqual({ ...told, digest });
          }
        }),
        runs(8),
      );
    },
    5 * minutes,
  );
});

describe('undoing', () => {
  it(
    'from the last to the first passes through every state there was, byte for byte',
    async () => {
      await fc.assert(
        fc.asyncProperty(stories, async (files) => {
          await empty();
          const states = [];
          const ids: string[] = [];
          for (const file of files) {
            states.push(await register());
            ids.push(String((await bringIn(file)).importId));
          }
          for (const id of ids.reverse()) {
            await undo(id);
            expect(await register()).toEqual(states.pop());
          }
        }),
        runs(8),
      );
    },
    5 * minutes,
  );

  it(
    'in any order it allows leaves nothing behind',
    async () => {
      await fc.assert(
        fc.asyncProperty(stories, fc.infiniteStream(fc.nat()), async (files, choices) => {
          await empty();
          const ids: string[] = [];
          for (const file of files) ids.push(String((await bringIn(file)).importId));
          while (ids.length > 0) {
            const at = (choices.next().value ?? 0) % ids.length;
            const [id = ''] = ids.slice(at);
            const refused = await undo(id).then(
              () => null,
              (error: { code: string }) => error.code,
            );
            expect([null, 'undo-in-the-way']).toContain(refused);
            // The last one never has anything in its way.
            if (refused === null) ids.splice(at, 1);
            else expect(at).toBeLessThan(ids.length - 1);
            if (refused === null) expect(await traces(id)).toBe(0);
          }
          expect(await register()).toEqual([]);
        }),
        runs(8),
      );
    },
    5 * minutes,
  );
});

const undo = (id: string): Promise<void> =>
  db.transaction((tx) => undoImport(tx, id, 'Sam', clock.now().toString()));

/** Records and values that are put down to an import. */
async function traces(id: string): Promise<number> {
  return (await register()).filter(({ row }) => row.includes(id)).length;
}
