import { measureDefinitions, type Scope, splits } from '@app/domain';
import { type ReadRow, readSnapshots } from '@app/measures';
import type { Officer } from '@app/officers';
import { CONFIG, Database, type RunningConfig } from '@app/platform';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Temporal } from 'temporal-polyfill';
import { MeasuresReader, type ToldMonth } from '../measures/measures.reader';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import { measureColumns, type ReadQuery, readMeasures, readQuery } from './read.schemas';
import { linkOf, sendRows } from './send-rows';

/** Months that were kept, for programs that draw reports: a month is a page. */
@ApiTags('Reports')
@Needs('aggregates.read')
@Controller('api/v1/read')
export class ReadMeasuresController {
  constructor(
    private readonly reader: MeasuresReader,
    private readonly db: Database,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @ApiOperation({
    operationId: 'readMeasures',
    summary: 'Figures of M1 to M12 in months kept for good. Flat, for reports; CSV by Accept.',
  })
  @ApiOkResponse({ description: 'Rows', standardSchema: readMeasures })
  @Get('measures')
  async read(
    @Query({ schema: readQuery }) { cursor, changedSince }: ReadQuery,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const kept = await readSnapshots(this.db, { measure: 'M1', split: 'all' });
    const months = kept
      .filter(({ takenAt }) => !changedSince || isSince(takenAt, changedSince))
      .map(({ month }) => month)
      .filter((month) => !cursor || month >= cursor)
      .sort();
    const [month, next] = months;
    const items: ReadRow[] = [];
    for (const split of month === undefined ? [] : splits) {
      const told = await this.reader.kept(month ?? '', split, { officer, scope });
      if (told) items.push(...rowsOf(split, told));
    }
    const link = next && linkOf(this.config.publicUrl, 'measures', { changedSince, cursor: next });
    sendRows(request, response, {
      columns: measureColumns.map(([name]) => name),
      items,
      nextLink: link ?? null,
    });
  }
}

const isSince = (at: string, since: string): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(at), Temporal.Instant.from(since)) >= 0;

function rowsOf(split: string, { month, day, takenAt, parts }: ToldMonth): ReadRow[] {
  return parts.flatMap(({ part, measures }) =>
    measureDefinitions.flatMap(({ code }) =>
      Object.entries(measures[code] ?? {}).map(([figure, count]) => ({
        month,
        measure: code,
        split,
        part,
        figure,
        value: typeof count === 'number' ? count : null,
        withheld: typeof count !== 'number',
        day,
        takenAt,
      })),
    ),
  );
}
