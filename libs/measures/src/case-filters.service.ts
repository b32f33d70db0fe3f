import { Injectable } from '@nestjs/common';
import { type Asker, type CaseAsk, filterOfAsk } from './case-ask';
import type { CaseFilter } from './case-filter';
import { UsualPace } from './pace/usual-pace.service';

/** Makes filters of what an address asks for: pages, their JSON, files and bulk work share it. */
@Injectable()
export class CaseFilters {
  constructor(private readonly pace: UsualPace) {}

  /** The usual pace is asked only when the list is narrowed to what is slow. */
  async of(ask: CaseAsk, asker: Asker): Promise<CaseFilter> {
    return filterOfAsk(ask, asker, ask.slow ? await this.pace.limits() : []);
  }
}
