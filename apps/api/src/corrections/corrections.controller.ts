import { actorOf, type Officer } from '@app/officers';
import { type Correction, Corrections } from '@app/providers';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { idOf } from '../json/id-pipe';
import { CurrentOfficer, Needs } from '../security/access';
import { correctionDecision, correctionList } from './correction.schemas';

/** Corrections that the register contradicts anew. */
@ApiTags('Sites')
@Needs('register.read')
@Controller('api/v1/corrections')
export class CorrectionsApiController {
  constructor(private readonly corrections: Corrections) {}

  @ApiOperation({
    operationId: 'listCorrections',
    summary: 'Corrections to decide about, as the register says something new; the first 500.',
  })
  @ApiOkResponse({ description: 'Oldest first', standardSchema: correctionList })
  @Get()
  async list(): Promise<{ items: Correction[] }> {
    return { items: await this.corrections.openQuestions() };
  }

  @ApiOperation({
    operationId: 'decideCorrection',
    summary: 'Decide between a correction and what the register says.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiNoContentResponse({ description: 'Decided' })
  @HttpCode(204)
  @Needs('register.decide')
  @Post(':id/decision')
  async decide(
    @Param('id', idOf('correction')) id: string,
    @Body({ schema: correctionDecision }) { decision }: z.output<typeof correctionDecision>,
    @CurrentOfficer() me: Officer,
  ): Promise<void> {
    if (decision === 'withdraw') await this.corrections.withdraw(id, actorOf(me));
    else await this.corrections.decide(id, decision, actorOf(me));
  }
}
