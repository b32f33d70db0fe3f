import { badRowInWords, checkAudit } from '@app/history';
import { auditNightly, driftInWords, NightAudit } from '@app/night-audit';
import { CONFIG, Clock, Database, type RunningConfig, Sealer } from '@app/platform';
import { Inject, Injectable, Logger } from '@nestjs/common';

/** So many differences are written to the log; all are in the table. */
const mostLogged = 20;

/**
 * Reads all facts a second time each night and tells what the tables say otherwise; then verifies who
 * changed or saw what, and writes to the log where its chain stands.
 */
@Injectable()
export class NightAuditJob {
  private readonly log = new Logger('NightAudit');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly nightAudit: NightAudit,
    private readonly sealer: Sealer,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  async run(): Promise<void> {
    const report = await auditNightly(this.db, this.clock, this.nightAudit);
    if (!report) return;
    const { cases, drift } = report;
    if (drift.length === 0) this.log.log(`${cases} cases read a second time, no differences.`);
    else {
      this.log.error(`${cases} cases read a second time, ${drift.length} differences.`);
      for (const difference of drift.slice(0, mostLogged)) this.log.error(driftInWords(difference));
    }
    await this.verifyChain();
  }

  private async verifyChain(): Promise<void> {
    const { bad, anchor, facts, notKept } = await checkAudit(
      this.db,
      this.sealer,
      this.clock,
      this.config.home,
    );
    if (bad) this.log.error(`The audit is not as it was written: ${badRowInWords(bad)}`);
    else
      this.log.log(
        `The audit and ${facts} facts are as they were written; place ${anchor?.position} of the ` +
          `chain has hash ${anchor?.hash}, signed ${anchor?.mac}.`,
      );
    if (notKept !== null)
      this.log.warn(`The anchor could not be kept in CASELOAD_HOME (${notKept}).`);
  }
}
