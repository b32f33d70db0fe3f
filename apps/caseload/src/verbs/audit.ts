import { AuditService, PolicyInForce } from '@app/cases';
import { messageDomain, Sealer } from '@app/platform';
import { ContactsService } from '@app/providers';
import { onMigrated } from './on-migrated';

/**
 * Replays the facts of every case and reports each stored row that says something else.
 * @returns the exit status: 1 when something differs
 */
export function auditVerb(options: { json?: boolean }): Promise<number> {
  return onMigrated(async ({ config, db, clock }) => {
    const sealer = new Sealer(config.fieldKey);
    const audit = new AuditService(db, clock, {
      confidential: { sealer, contacts: new ContactsService(db, sealer) },
      policies: new PolicyInForce(clock),
      mailDomain: messageDomain(config),
      onTrouble: () => undefined,
    });
    const report = await audit.audit();
    const text = options.json
      ? JSON.stringify(report, null, 2)
      : [
          ...report.drift.map(({ caseId, what }) => `Case ${caseId}: ${what}.`),
          `${report.cases} cases replayed, ${report.drift.length} differences.`,
        ].join('\n');
    process.stdout.write(`${text}\n`);
    return report.drift.length === 0 ? 0 : 1;
  });
}
