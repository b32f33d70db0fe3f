import { Absences, type Officer, type SetAbsence } from '@app/officers';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { idOf } from '../json/id-pipe';
import { CurrentOfficer, Needs } from '../security/access';
import { absenceList, newAbsence } from './absence.schemas';

/** Who is away and who covers, for programs that know it first, such as a calendar of leave. */
@ApiTags('Officers')
@Needs('cases.write')
@Controller('api/v1/officers/absences')
export class AbsencesApiController {
  constructor(private readonly absences: Absences) {}

  @ApiOperation({
    operationId: 'listAbsences',
    summary: 'Absences that run or are to come, the first to begin first.',
  })
  @ApiOkResponse({ description: 'Absences', standardSchema: absenceList })
  @Needs('officers.read')
  @Get()
  async list(): Promise<{ items: SetAbsence[] }> {
    return { items: await this.absences.list() };
  }

  @ApiOperation({
    operationId: 'setAbsence',
    summary: 'Set an absence, and who covers. One’s own; leads set anybody’s.',
  })
  @ApiNoContentResponse({ description: 'It is set' })
  @HttpCode(204)
  @Post()
  async set(
    @Body({ schema: newAbsence }) wish: z.output<typeof newAbsence>,
    @CurrentOfficer() officer: Officer,
  ): Promise<void> {
    await this.absences.set(wish, officer);
  }

  @ApiOperation({
    operationId: 'endAbsence',
    summary: 'End an absence now. One’s own; leads end anybody’s.',
  })
  @ApiNoContentResponse({ description: 'It is over' })
  @HttpCode(204)
  @Delete(':absence')
  async end(
    @Param('absence', idOf('absence')) id: string,
    @CurrentOfficer() officer: Officer,
  ): Promise<void> {
    await this.absences.end(id, officer);
  }
}
