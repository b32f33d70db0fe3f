import { NotFound, type Scope } from '@app/domain';
import { FunderReturns, type Page, type ReturnMonth } from '@app/measures';
import type { Officer } from '@app/officers';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { cutPage } from '../json/cut-page';
import { pageQuery, type PageQuery } from '../json/lists';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import { FunderReturnsReader } from './funder-returns.reader';
import {
  asReturn,
  monthOf,
  newNote,
  returnList,
  returnSchema,
  sending,
} from './funder-returns.schemas';

const monthParam = { name: 'month', schema: { type: 'string' as const }, description: '`2026-10`' };

@ApiTags('Measures')
@Needs('cases.write')
@Controller('api/v1/funder-returns')
export class FunderReturnsController {
  constructor(
    private readonly returns: FunderReturns,
    private readonly reader: FunderReturnsReader,
  ) {}

  @ApiOperation({ operationId: 'listFunderReturns', summary: 'Months with a return.' })
  @ApiOkResponse({ description: 'The months', standardSchema: returnList })
  @Needs('aggregates.read')
  @Get()
  async list(@Query({ schema: pageQuery }) query: PageQuery): Promise<Page<ReturnMonth>> {
    const months = (await this.returns.months()).map((row) => ({ id: row.month, row }));
    const { items, nextCursor } = cutPage(months, query);
    return { items: items.map(({ row }) => row), nextCursor };
  }

  @ApiOperation({ operationId: 'getFunderReturn', summary: 'The return of a month as it stands.' })
  @ApiParam(monthParam)
  @ApiOkResponse({ description: 'The return', standardSchema: returnSchema })
  @Needs('aggregates.read')
  @Get(':month')
  async get(
    @Param('month') month: string,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<z.input<typeof returnSchema>> {
    return asReturn(await this.reader.of(readMonth(month), officer, scope));
  }

  @ApiOperation({
    operationId: 'writeFunderReturnNote',
    summary: 'Keep what is said beside the figures.',
  })
  @ApiParam(monthParam)
  @ApiNoContentResponse({ description: 'It is kept' })
  @HttpCode(204)
  @Post(':month/notes')
  async write(
    @Param('month') month: string,
    @Body({ schema: newNote }) { number, text }: z.output<typeof newNote>,
    @CurrentOfficer() officer: Officer,
  ): Promise<void> {
    await this.returns.write(readMonth(month), number, text, officer.id);
  }

  @ApiOperation({
    operationId: 'sendFunderReturn',
    summary: 'Say that a return was sent: it never changes afterwards.',
  })
  @ApiParam(monthParam)
  @ApiNoContentResponse({ description: 'It is sent' })
  @HttpCode(204)
  @Post(':month/sent')
  async send(
    @Param('month') month: string,
    @Body({ schema: sending }) { sentOn }: z.output<typeof sending>,
    @CurrentOfficer() officer: Officer,
  ): Promise<void> {
    await this.returns.send(readMonth(month), sentOn, officer.id);
  }
}

/** @throws NotFound for what is no month */
export function readMonth(text: string): string {
  if (!monthOf.test(text))
    throw new NotFound('no-such-return', 'Name the month as 2026-10: there is no such return.');
  return text;
}
