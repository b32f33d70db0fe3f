import { badRowInWords, checkAudit, type AuditCheck } from '@app/history';
import { driftInWords, NightAudit } from '@app/night-audit';
import { openKeys } from '@app/platform';
import { onMigrated, type VerbContext } from './on-migrated';

/**
 * Reads the facts of every case a second time and reports each stored row that says something else,
 * and verifies the chain of the audit.
 * @returns the exit status: 1 when something differs or the chain is broken
 */
export function auditVerb(options: { json?: boolean }): Promise<number> {
  return onMigrated(async (context) => {
    const { config, db, clock } = context;
    const report = await new NightAudit(db, clock, await openKeys(db, config)).audit();
    const chain = await checked(context);
    const text = options.json
      ? JSON.stringify({ ...report, chain: asJson(chain) }, null, 2)
      : [
          ...report.drift.map(driftInWords),
          `${report.cases} cases read a second time, ${report.drift.length} differences.`,
          inWords(chain),
        ].join('\n');
    process.stdout.write(`${text}\n`);
    return report.drift.length === 0 && chain.bad === null ? 0 : 1;
  });
}

/**
 * Verifies who changed or saw what: that no entry, and no fact, was edited, taken out or put in since
 * it was written.
 * @returns the exit status: 1 when something was; the first bad row is named
 */
export function auditVerifyVerb(options: { json?: boolean }): Promise<number> {
  return onMigrated(async (context) => {
    const chain = await checked(context);
    const text = options.json ? JSON.stringify(asJson(chain), null, 2) : inWords(chain);
    process.stdout.write(`${text}\n`);
    return chain.bad === null ? 0 : 1;
  });
}

async function checked({ config, db, clock }: VerbContext): Promise<AuditCheck> {
  const check = await checkAudit(db, await openKeys(db, config), clock, config.home);
  if (check.notKept !== null)
    process.stderr.write(
      `The newest anchor of the audit could not be kept in CASELOAD_HOME (${check.notKept}); ` +
        'make the folder writable.\n',
    );
  return check;
}

const asJson = ({ entries, facts, restated, bad, anchor }: AuditCheck) => ({
  entries,
  facts,
  restated,
  bad,
  anchor,
});

function inWords({ bad, entries, facts, restated }: AuditCheck): string {
  if (bad) return `The audit is not as it was written. First bad row: ${badRowInWords(bad)}`;
  const again =
    restated === 0 ? '' : ` Digests of facts were taken anew ${restated} times: see who and why.`;
  return `${entries} entries of the audit and ${facts} facts verified, all as they were written.${again}`;
}
