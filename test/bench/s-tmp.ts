import { mkdtemp } from 'node:fs/promises';
import { Database, migrate, openEmbeddedPostgres, SystemClock } from '@app/platform';
import { ImportRegister, SitesService, ProvidersService } from '@app/providers';
import { writeRegisterFile } from './register-file';
import { execSync } from 'node:child_process';
void (async () => {
  const folder = await mkdtemp('/tmp/register-s-');
  const server = await openEmbeddedPostgres({ home: folder, log: () => undefined });
  await migrate(server.url);
  const db = new Database(server.url);
  for (const rows of [300, 30000]) {
    await db.query('DELETE FROM site; DELETE FROM provider; DELETE FROM import_run');
    await writeRegisterFile('/tmp/gen.csv', { rows, rowsPerSite: 1, seed: 1 });
    await new ImportRegister(db, new SystemClock()).run({ kind: 'cqc', path: '/tmp/gen.csv', fileName: 'f', actor: 'b' });
    await db.query('VACUUM ANALYZE site, provider');
    const s = new SitesService(db), p = new ProvidersService(db);
    const ways: Record<string, () => Promise<unknown>> = { page: () => s.search(), homes: () => s.search({ careHome: true, inScope: true }), rare: () => s.search({ q: 'lodge 299' }), none: () => s.search({ q: 'nonesuch' }), providers: () => p.search() };
    for (const [n, w] of Object.entries(ways)) { const t: number[] = []; for (let i = 0; i < 15; i++) { const a = process.hrtime.bigint(); await w(); t.push(Number(process.hrtime.bigint() - a) / 1e6); } console.log(rows, n, t.sort((a, b) => a - b)[7]!.toFixed(1), 'ms'); }
  }
  await db.close(); await server.stop(); execSync(`rm -rf ${folder}`);
})();
