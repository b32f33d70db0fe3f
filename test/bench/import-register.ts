import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, migrate, openEmbeddedPostgres, projectFile, SystemClock } from '@app/platform';
import { Imports, type ImportResult } from '@app/providers';
import { copyAndMerge } from './copy-and-merge';
import { type RegisterFile, writeRegisterFile } from './register-file';

/** One line of the benchmark: our figure beside the best that could be had. */
export interface Figure {
  figure: string;
  what: string;
  unit: string;
  ours: number;
  limit: number;
  ratio: number;
}

const megabyte = 1024 * 1024;
const rounds = 5;
const goalMegabytes = 64;

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const round = (value: number): number => Number(value.toPrecision(3));

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** The most memory this process held while `work` ran, over what it held before. */
async function extraMegabytes(work: () => Promise<unknown>): Promise<number> {
  const idle = process.memoryUsage.rss();
  let most = idle;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 2);
  await work();
  clearInterval(watch);
  return (most - idle) / megabyte;
}

/** The register as both ways must leave it, but for double spaces, which only ours takes out. */
const register = (db: Database) =>
  db.query<{
    md5: string;
  }>(`SELECT md5(string_agg(regexp_replace(t, ' +', ' ', 'g'), '|' ORDER BY t)) AS md5 FROM (
    SELECT (to_jsonb(s) - '{import_id,changed_at,scope_reason}'::text[])::text AS t FROM site s
    UNION ALL SELECT (to_jsonb(p) - '{import_id,changed_at}'::text[])::text FROM provider p) t`);

async function empty(db: Database): Promise<void> {
  await db.query('DELETE FROM site; DELETE FROM provider; DELETE FROM import_run');
  await db.query('VACUUM ANALYZE site, provider, import_run');
}

/**
 * Measures I1 (time of an import against psql), I2 (the same file again) and I3 (memory), in rounds
 * of ours, limit, ours, limit.
 * @param path the file to import
 * @throws when the two ways do not leave the same register
 */
export async function importFigures(db: Database, path: string, what: string): Promise<Figure[]> {
  const importer = new Imports(db, new SystemClock());
  const run = async (): Promise<ImportResult> => {
    const result = await importer.run({ kind: 'cqc', path, fileName: 'f.csv', actor: 'bench' });
    if (result.refused) throw new Error(result.refused.message);
    return result;
  };
  // The first import loads and compiles code; what it takes is not the file's.
  await empty(db);
  await run();
  const taken: Record<'ours' | 'limit' | 'again' | 'memory', number[]> = {
    ours: [],
    limit: [],
    again: [],
    memory: [],
  };
  for (let i = 0; i < rounds; i++) {
    await empty(db);
    taken.memory.push(await extraMegabytes(async () => taken.ours.push(await seconds(run))));
    taken.again.push(await seconds(run));
    const [ours] = await register(db);
    await empty(db);
    taken.limit.push(await seconds(() => copyAndMerge(db, path)));
    const [limit] = await register(db);
    if (ours?.md5 !== limit?.md5) throw new Error('The two ways left different registers.');
  }
  const figure = (name: string, unit: string, ours: number, limit: number): Figure => ({
    figure: name,
    what,
    unit,
    ours: round(ours),
    limit: round(limit),
    ratio: round(ours / limit),
  });
  return [
    figure('I1', 's', median(taken.ours), median(taken.limit)),
    figure('I2', 's', median(taken.again), median(taken.ours)),
    figure('I3', 'MB', Math.max(...taken.memory), goalMegabytes),
  ];
}

const files: { what: string; file: RegisterFile | string }[] = [
  {
    what: 'Lincolnshire, 4,159 rows',
    file: projectFile('data/lincolnshire_latest_ratings_2026.csv'),
  },
  { what: '57,000 rows, 9 a site', file: { rows: 57_000, rowsPerSite: 9, seed: 1 } },
  { what: '57,000 rows, 1 a site', file: { rows: 57_000, rowsPerSite: 1, seed: 1 } },
];

/** All files on a database of their own, with the settings an installation has. */
export async function allImportFigures(print: (figure: Figure) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'caseload-bench-import-'));
  const server = await openEmbeddedPostgres({ home: join(folder, 'home'), log: () => undefined });
  try {
    await migrate(server.url);
    const db = new Database(server.url);
    for (const { what, file } of files) {
      const path = typeof file === 'string' ? file : join(folder, 'register.csv');
      if (typeof file !== 'string') await writeRegisterFile(path, file);
      for (const figure of await importFigures(db, path, what)) print(figure);
    }
    await db.close();
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

if (require.main === module)
  void allImportFigures((figure) => process.stdout.write(`${JSON.stringify(figure)}\n`));
