import { CasesService } from '@app/cases';
import { audit } from '@app/history';
import type { Page } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Database } from '@app/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { cutPage } from '../json/cut-page';
import { idOf } from '../json/id-pipe';
import { etagHeader, etagOf, IfMatchVersion, NeedsIfMatch } from '../json/if-match';
import { pageQuery } from '../json/lists';
import { CurrentOfficer, Needs } from '../security/access';
import { mustHave } from '../security/access.guard';
import { masked, presentFact } from './fact.presenter';
import { type FactAnswer, factList, factRecorded } from './fact.schemas';

const factsQuery = pageQuery.extend({
  details: z
    .enum(['masked', 'full'])
    .default('masked')
    .describe(
      'Mobile numbers and email addresses as `07*** ***123` and `s***@home.example`, or in full: that needs people.read, and is written down.',
    ),
});

@ApiTags('Cases')
@Needs('cases.read', { case: 'id' })
@Controller('api/v1/cases/:id/facts')
export class FactsController {
  constructor(
    private readonly cases: CasesService,
    private readonly db: Database,
  ) {}

  @ApiOperation({ operationId: 'listFacts', summary: 'The timeline: every fact, as recorded.' })
  @ApiOkResponse({ description: 'Facts', standardSchema: factList })
  @Get()
  async list(
    @Param('id', idOf('case')) id: string,
    @Query({ schema: factsQuery }) { details, ...query }: z.output<typeof factsQuery>,
    @Req() request: Request,
  ): Promise<Page<FactAnswer>> {
    const isFull = details === 'full';
    if (isFull) mustHave(request, 'people.read');
    const page = cutPage(await this.cases.timeline(id), query);
    if (isFull)
      await audit(this.db, {
        action: 'details-seen',
        subject: `case:${id}`,
        cases: [id],
        why: 'numbers and addresses in full',
      });
    return {
      ...page,
      items: page.items.map((fact) => {
        const shown = presentFact(fact, fact.retractedBy);
        return isFull ? shown : masked(shown);
      }),
    };
  }

  @ApiOperation({
    operationId: 'recordFact',
    summary: 'Record something that happened.',
    description:
      'It may lie in the past, never in the future. A contradiction is refused with 422; what a rule blocks needs "override" with the reason. The answer repeats numbers and addresses masked.',
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
    return { fact: masked(presentFact(recorded.fact, null)), case: recorded.case };
  }
}
