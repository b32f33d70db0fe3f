import { CASE_SETTINGS, type CaseSettings } from '@app/cases';
import { type Forecast, type ForecastQuery, readForecast } from '@app/measures';
import { Clock, Database, Sealer } from '@app/platform';
import { ContactsService } from '@app/providers';
import { Inject, Injectable } from '@nestjs/common';

/** The forecast from this moment on, for pages and programs. */
@Injectable()
export class ForecastReader {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly contacts: ContactsService,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  read(query: Omit<ForecastQuery, 'now'>): Promise<Forecast> {
    const { sealer, contacts } = this;
    const now = this.clock.now();
    return readForecast(this.db, { sealer, contacts }, this.settings.policies, { ...query, now });
  }
}
