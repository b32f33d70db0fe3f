import {
  BadInput,
  lastDayOfMonth,
  type MeasureCode,
  type MeasureDefinition,
  measureDefinitions,
  NotFound,
  type Scope,
} from '@app/domain';
import type { Page } from '@app/measures';
import type { Officer } from '@app/officers';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { cutPage } from '../json/cut-page';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import { MeasuresReader, type ToldMonth, type ToldSnapshot } from './measures.reader';
import {
  measureList,
  measureQuery,
  measureSchema,
  readMeasureCode,
  snapshotList,
  snapshotsQuery,
} from './measures.schemas';

/** M1 to M12. Comes after all that have an address of their own under `measures`. */
@ApiTags('Measures')
@Needs('aggregates.read')
@Controller('api/v1/measures')
export class MeasuresController {
  constructor(private readonly reader: MeasuresReader) {}

  @ApiOperation({ operationId: 'listMeasures', summary: 'What each measure counts.' })
  @ApiOkResponse({ description: 'The definitions', standardSchema: measureList })
  @Get()
  list(): { items: readonly MeasureDefinition[] } {
    return { items: measureDefinitions };
  }

  @ApiOperation({
    operationId: 'listMeasureSnapshots',
    summary: 'One measure over the months that were kept, the oldest first.',
    description: 'A month is kept once it is over and never changes afterwards.',
  })
  @ApiOkResponse({ description: 'The months', standardSchema: snapshotList })
  @Get('snapshots')
  async snapshots(
    @Query({ schema: snapshotsQuery }) query: z.output<typeof snapshotsQuery>,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<Page<ToldSnapshot>> {
    const { measure, split, limit, cursor, ...range } = query;
    const kept = await this.reader.snapshots(measure, split, range, { officer, scope });
    const rows = kept.map((row) => ({ id: `${row.month} ${row.part}`, row }));
    const { items, nextCursor } = cutPage(rows, { limit, cursor });
    return { items: items.map(({ row }) => row), nextCursor };
  }

  @ApiOperation({
    operationId: 'getMeasure',
    summary: 'One measure: of a month as it was kept, of a month up to a day, or so far.',
    description:
      'With `month`, as it was kept when the month ended. With `day`, worked out from what is known now. With neither, the month so far. Why cases stalled (M9) can be told of the present and of months that were kept only.',
  })
  @ApiParam({ name: 'code', schema: { type: 'string' }, description: '`m1` to `m12`' })
  @ApiOkResponse({ description: 'The measure', standardSchema: measureSchema })
  @Get(':code')
  async get(
    @Param('code') code: string,
    @Query({ schema: measureQuery }) query: z.output<typeof measureQuery>,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<z.input<typeof measureSchema>> {
    const measure = readMeasureCode(code);
    if (!measure)
      throw new NotFound('no-such-measure', 'There is no such measure: m1 to m12 are known.');
    const { split } = query;
    const told = await this.monthOf(query, { officer, scope });
    return { measure, split, ...withParts(told, measure) };
  }

  private async monthOf(
    { day, month, split }: z.output<typeof measureQuery>,
    reader: { officer: Officer; scope: Scope },
  ): Promise<ToldMonth> {
    const today = this.reader.today().toString();
    const wanted = day ?? (month === undefined ? today : lastDay(month, today));
    if (wanted > today)
      throw new BadInput('future-day', 'Give a day or month that has begun.', [
        { pointer: day ? '/day' : '/month', code: 'future', message: 'must have begun' },
      ]);
    const kept = month === undefined ? null : await this.reader.kept(month, split, reader);
    return kept ?? this.reader.on(wanted, split, reader);
  }
}

/** The last day of a month; of the present one, today. */
function lastDay(month: string, today: string): string {
  if (today.startsWith(month)) return today;
  return lastDayOfMonth(month);
}

const withParts = ({ month, day, takenAt, isLate, parts }: ToldMonth, measure: MeasureCode) => ({
  month,
  day,
  takenAt,
  isLate,
  parts: parts.flatMap(({ part, measures }) => {
    const figures = measures[measure];
    return figures ? [{ part, figures: { ...figures } }] : [];
  }),
});
