import { CasesService } from '@app/cases';
import type { Page } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { cutPage } from '../json/cut-page';
import { idOf } from '../json/id-pipe';
import { etagHeader, etagOf, IfMatchVersion, NeedsIfMatch } from '../json/if-match';
import { type PageQuery, pageQuery } from '../json/lists';
import { CurrentOfficer, Needs } from '../security/access';
import { presentFact } from './fact.presenter';
import { type FactAnswer, factList, factRecorded } from './fact.schemas';

@ApiTags('Cases')
@Needs('cases.read', { case: 'id' })
@Controller('api/v1/cases/:id/facts')
export class FactsController {
  constructor(private readonly cases: CasesService) {}

  @ApiOperation({ operationId: 'listFacts', summary: 'The timeline: every fact, as recorded.' })
  @ApiOkResponse({ description: 'Facts', standardSchema: factList })
  @Get()
  async list(
    @Param('id', idOf('case')) id: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<FactAnswer>> {
    const page = cutPage(await this.cases.timeline(id), query);
    return { ...page, items: page.items.map((fact) => presentFact(fact, fact.retractedBy)) };
  }

  @ApiOperation({
    operationId: 'recordFact',
    summary: 'Record something that happened.',
    description:
      'It may lie in the past, never in the future. A contradiction is refused with 422; what a rule blocks needs "override" with the reason.',
  })
  @ApiBody({ schema: { $ref: '#/components/schemas/NewFact' } })
  @ApiCreatedResponse({
    description: 'Recorded',
    standardSchema: factRecorded,
    headers: etagHeader,
  })
  @NeedsIfMatch()
  @Needs('cases.write')
  @Post()
  async record(
    @Param('id', idOf('case')) id: string,
    @IfMatchVersion() version: number,
    @Body() fact: unknown,
    @CurrentOfficer() me: Officer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.output<typeof factRecorded>> {
    const recorded = await this.cases.record(id, fact, actorOf(me), version);
    response.set('ETag', etagOf(recorded.case.version));
    return { fact: presentFact(recorded.fact, null), case: recorded.case };
  }
}
