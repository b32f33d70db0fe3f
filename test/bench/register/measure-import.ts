import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropDatabase, makeDatabase } from '../bench-database';
import { Contestant } from '../contestant';
import type { Pair } from '../figures';
import { type Bench, interleaved, tell, timed } from '../measuring';
import { writeNationalRegister } from './national-register';
import type { OurImport } from './our-import';

const database = 'bench_import';

/** What a process may hold more during an import, in MB: the goal of I3, as its limit. */
const mayHold = 64;

/** I1: a register as big as the national one, into an empty database; I2: again; I3: in memory. */
export async function measureImport({ size, wanted, report }: Bench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'));
  try {
    const path = join(folder, 'register.csv');
    tell(`Wrote a register of ${await writeNationalRegister(path, size.rows)} rows.`);
    const ours = new Contestant('register/our-import');
    const limit = new Contestant('register/copy-and-merge');
    const sites = new Set<number>();
    const again: Pair[] = [];
    const memory: Pair[] = [];

    const byUs = async (): Promise<number> => {
      const databaseUrl = await makeDatabase(database);
      const send = () => ours.call<OurImport>('send', { databaseUrl, path });
      const seconds = await timed(async () => {
        const done = await send();
        sites.add(done.sites);
        memory.push({ ours: done.megabytes, limit: mayHold });
      });
      again.push({ ours: await timed(async () => void (await send())), limit: seconds });
      await dropDatabase(database);
      return seconds;
    };
    const byHand = async (): Promise<number> => {
      const databaseUrl = await makeDatabase(database);
      const seconds = await timed(async () => {
        sites.add(await limit.call<number>('send', { databaseUrl, path }));
      });
      await dropDatabase(database);
      return seconds;
    };
    // The first of each loads and compiles code; what that takes is not the file's.
    await byUs();
    await byHand();
    again.length = 0;
    memory.length = 0;
    const rounds = await interleaved('I1', size.rounds, byUs, byHand);
    if (sites.size !== 1) throw new Error(`The ways made ${[...sites].join(' and ')} sites.`);
    if (wanted.has('I1')) report({ figure: 'I1', unit: 's', rounds });
    if (wanted.has('I2')) report({ figure: 'I2', unit: 's', rounds: again });
    if (wanted.has('I3')) report({ figure: 'I3', unit: 'MB', rounds: memory });
    await ours.stop();
    await limit.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
