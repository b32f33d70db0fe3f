import { type CaseRow, CasesService, Ownership } from '@app/cases';
import type { Scope } from '@app/domain';
import { CaseFilters, type CaseLine, listCases, listStalled, type Page } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { idOf } from '../json/id-pipe';
import { etagHeader, etagOf } from '../json/if-match';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import {
  caseDayQuery,
  type CaseDetails,
  caseDetailsSchema,
  presentDetails,
} from './case-details.schemas';
import { askOf, caseList, caseQuery, caseSchema, newCase } from './case.schemas';
import { CaseThenReader } from './case-then.reader';
import { StandingReader } from './standing.reader';
import { presentStalled, type StalledAnswer, stalledList, stalledQuery } from './stalled.schemas';

@ApiTags('Cases')
@Needs('cases.read')
@Controller('api/v1')
export class CasesController {
  constructor(
    private readonly cases: CasesService,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly standings: StandingReader,
    private readonly ownership: Ownership,
    private readonly filters: CaseFilters,
    private readonly casesThen: CaseThenReader,
  ) {}

  @ApiOperation({ operationId: 'listCases', summary: 'Cases by what happens next.' })
  @ApiOkResponse({ description: 'Cases', standardSchema: caseList })
  @Get('cases')
  async list(
    @Query({ schema: caseQuery })
    { limit, cursor, sort, ...query }: z.output<typeof caseQuery>,
    @CurrentOfficer() { id: officerId }: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<Page<CaseLine>> {
    const filter = await this.filters.of(askOf(query), { scope, officerId });
    return listCases(this.db, this.clock.now(), filter, limit, cursor, sort);
  }

  @ApiOperation({
    operationId: 'listStalled',
    summary: 'Open cases that are not moving, the one stuck longest first.',
  })
  @ApiOkResponse({ description: 'Cases with the reasons', standardSchema: stalledList })
  @Get('stalled')
  async stalled(
    @Query({ schema: stalledQuery })
    { limit, cursor, reason, ...query }: z.output<typeof stalledQuery>,
    @CurrentOfficer() { id: officerId }: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<Page<StalledAnswer>> {
    const ask = askOf({ ...query, stalled: reason ?? true });
    const filter = await this.filters.of(ask, { scope, officerId });
    const page = await listStalled(this.db, this.clock.now(), filter, limit, cursor);
    return { ...page, items: page.items.map(presentStalled) };
  }

  @ApiOperation({
    operationId: 'openCase',
    summary: 'Open a case for a site.',
    description: 'A second open case for a site is refused with 409.',
  })
  @ApiCreatedResponse({ description: 'The case', standardSchema: caseSchema, headers: etagHeader })
  @Needs('cases.write')
  @Post('cases')
  async open(
    @Body({ schema: newCase }) { locationId, officer, on }: z.output<typeof newCase>,
    @CurrentOfficer() me: Officer,
    @CurrentScope() scope: Scope,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaseRow> {
    await this.ownership.check(scope, 'site', locationId);
    this.ownership.checkOwner(scope, officer ?? me.id);
    const opened = { locationId, officerId: officer ?? me.id, on };
    const row = await this.cases.open(opened, actorOf(me));
    response.set({ ETag: etagOf(row.version), Location: `/api/v1/cases/${row.id}` });
    return row;
  }

  @ApiOperation({
    operationId: 'getCase',
    summary: 'One case; every change needs its ETag.',
    description:
      'With `on`, as it was known at the end of that day: only facts recorded by then count, `readers` is empty and `slow` null, and there is no ETag.',
  })
  @ApiOkResponse({
    description: 'The case, with what is missing and what is in the way',
    standardSchema: caseDetailsSchema,
    headers: etagHeader,
  })
  @Needs('cases.read', { case: 'id' })
  @Get('cases/:id')
  async get(
    @Param('id', idOf('case')) id: string,
    @Query({ schema: caseDayQuery }) { on }: z.output<typeof caseDayQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaseDetails> {
    // Nothing can be written on top of a day gone by, so that has no ETag.
    if (on !== undefined) return this.casesThen.read(id, on);
    const row = await this.cases.get(id);
    const standing = await this.standings.read(row);
    response.set('ETag', etagOf(row.version));
    return presentDetails(row, standing);
  }
}
