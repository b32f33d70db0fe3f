import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropDatabase, makeDatabase } from '../bench-database';
import { Contestant } from '../contestant';
import { type Bench, interleaved, tell, timed } from '../measuring';
import { writeNationalRegister } from './national-register';

const database = 'bench_import';

/** I1: a register as big as the national one, into an empty database. */
export async function measureImport({ size, report }: Bench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'));
  try {
    const path = join(folder, 'register.csv');
    tell(`Wrote a register of ${await writeNationalRegister(path, size.rows)} rows.`);
    const ours = new Contestant('register/our-import');
    const limit = new Contestant('register/copy-and-merge');
    const sites = new Set<number>();
    const secondsOf = (contestant: Contestant) => async (): Promise<number> => {
      const databaseUrl = await makeDatabase(database);
      const seconds = await timed(async () => {
        sites.add(await contestant.call<number>('send', { databaseUrl, path }));
      });
      await dropDatabase(database);
      return seconds;
    };
    await secondsOf(ours)();
    await secondsOf(limit)();
    const rounds = await interleaved('I1', size.rounds, secondsOf(ours), secondsOf(limit));
    if (sites.size !== 1) throw new Error(`The ways made ${[...sites].join(' and ')} sites.`);
    report({ figure: 'I1', unit: 's', rounds });
    await ours.stop();
    await limit.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
