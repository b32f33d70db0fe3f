import { CallsService } from '@app/cases';
import { callMatters, callOutcomes } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { idOf } from '../json/id-pipe';
import { etagHeader, etagOf, IfMatchVersion, NeedsIfMatch } from '../json/if-match';
import { CurrentOfficer, Needs } from '../security/access';
import { presentFact } from './fact.presenter';
import { factRecorded } from './fact.schemas';

const newCall = z
  .strictObject({
    about: z.enum(callMatters).describe('The matter, as the rows of Today name it.'),
    outcome: z
      .enum(callOutcomes)
      .describe('How it went; tomorrow: nobody rang. The helpdesk has no wrong number.'),
  })
  .meta({ id: 'NewCall', description: 'A call about one matter of a case, made now.' });

@ApiTags('Cases')
@Needs('cases.write', { case: 'id' })
@Controller('api/v1/cases/:id/calls')
export class CallsController {
  constructor(private readonly calls: CallsService) {}

  @ApiOperation({
    operationId: 'recordCall',
    summary: 'How a call went.',
    description:
      'Records the fact call-made with the day on which the matter comes up again, and what the outcome means besides: a talk with a silent provider is their reply; spoke and done settle the open tasks about the matter; a wrong number sets a task to find the right one.',
  })
  @ApiCreatedResponse({
    description: 'Recorded',
    standardSchema: factRecorded,
    headers: etagHeader,
  })
  @NeedsIfMatch()
  @Post()
  async record(
    @Param('id', idOf('case')) id: string,
    @IfMatchVersion() version: number,
    @Body({ schema: newCall }) call: z.output<typeof newCall>,
    @CurrentOfficer() me: Officer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.output<typeof factRecorded>> {
    const made = await this.calls.make(id, call, actorOf(me), version);
    response.set('ETag', etagOf(made.case.version));
    return { fact: presentFact(made.fact, null), case: made.case };
  }
}
