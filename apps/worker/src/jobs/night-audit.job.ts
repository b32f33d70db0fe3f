import { auditNightly, driftInWords, NightAudit } from '@app/night-audit';
import { Clock, Database } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';

/** So many differences are written to the log; all are in the table. */
const mostLogged = 20;

/** Reads all facts a second time each night and tells what the tables say otherwise. */
@Injectable()
export class NightAuditJob {
  private readonly log = new Logger('NightAudit');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly nightAudit: NightAudit,
  ) {}

  async run(): Promise<void> {
    const report = await auditNightly(this.db, this.clock, this.nightAudit);
    if (!report) return;
    const { cases, drift } = report;
    if (drift.length === 0) {
      this.log.log(`${cases} cases read a second time, no differences.`);
      return;
    }
    this.log.error(`${cases} cases read a second time, ${drift.length} differences.`);
    for (const difference of drift.slice(0, mostLogged)) this.log.error(driftInWords(difference));
  }
}
