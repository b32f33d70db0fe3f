import { driftInWords, NightAudit } from '@app/night-audit';
import { openKeys } from '@app/platform';
import { onMigrated } from './on-migrated';

/**
 * Reads the facts of every case a second time and reports each stored row that says something else.
 * @returns the exit status: 1 when something differs
 */
export function auditVerb(options: { json?: boolean }): Promise<number> {
  return onMigrated(async ({ config, db, clock }) => {
    const report = await new NightAudit(db, clock, await openKeys(db, config)).audit();
    const text = options.json
      ? JSON.stringify(report, null, 2)
      : [
          ...report.drift.map(driftInWords),
          `${report.cases} cases read a second time, ${report.drift.length} differences.`,
        ].join('\n');
    process.stdout.write(`${text}\n`);
    return report.drift.length === 0 ? 0 : 1;
  });
}
