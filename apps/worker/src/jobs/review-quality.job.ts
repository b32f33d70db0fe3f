import { QualityReports } from '@app/providers';
import { Injectable } from '@nestjs/common';

/** Keeps what is found missing or doubtful in the register up to date. */
@Injectable()
export class ReviewQualityJob {
  constructor(private readonly reports: QualityReports) {}

  /** Costs a look at five small counts while nothing has changed. */
  async run(): Promise<void> {
    await this.reports.review();
  }
}
