import { ImportBell } from '@app/cases';
import type { Page } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { ImportChanges, ImportJobs, type RegisterChange } from '@app/providers';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import { uploadTypes } from '../http/receive-upload';
import { cutPage } from '../json/cut-page';
import { idOf } from '../json/id-pipe';
import { CurrentOfficer, Needs } from '../security/access';
import { changeList, changeQuery, importQuery } from './import.schemas';
import {
  acceptance,
  importJob,
  type ImportJobAnswer,
  importJobList,
  jobUploadQuery,
  toJobAnswer,
} from './import-job.schemas';
import { fileBody, idParameter, uploadOf } from './imports.controller';

const jobId = idOf('import-job');

/** Files on their way in: read first, shown, and brought in exactly as shown once accepted. */
@ApiTags('Imports')
@Needs('register.read')
@Controller('api/v1/import-jobs')
export class ImportJobsController {
  constructor(
    private readonly jobs: ImportJobs,
    private readonly bell: ImportBell,
    private readonly changes: ImportChanges,
  ) {}

  @ApiOperation({
    operationId: 'listImportJobs',
    summary: 'Files on their way in, and what became of those of the last days; newest first.',
  })
  @ApiOkResponse({ description: 'Jobs', standardSchema: importJobList })
  @Get()
  async list(
    @Query({ schema: importQuery }) query: z.output<typeof importQuery>,
  ): Promise<Page<ImportJobAnswer>> {
    return cutPage((await this.jobs.list()).map(toJobAnswer), query);
  }

  @ApiOperation({
    operationId: 'sendImportFile',
    summary: 'Send a file to be read and shown; nothing changes before it is accepted.',
  })
  @ApiConsumes(...uploadTypes)
  @ApiBody(fileBody)
  @ApiCreatedResponse({ description: 'The job', standardSchema: importJob })
  @Needs('register.import')
  @Post()
  async send(
    @Query({ schema: jobUploadQuery }) query: z.output<typeof jobUploadQuery>,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
  ): Promise<ImportJobAnswer> {
    const { kind, fileName, asOf } = query;
    const given = { kind, fileName, actor: actorOf(officer), ...(asOf ? { asOf } : {}) };
    const received = await this.jobs.receive(uploadOf(request).path, given);
    await this.bell.ring();
    return this.get(received);
  }

  @ApiOperation({ operationId: 'getImportJob', summary: 'How far a file has come.' })
  @ApiParam(idParameter)
  @ApiOkResponse({ description: 'The job', standardSchema: importJob })
  @Get(':id')
  async get(@Param('id', jobId) job: string): Promise<ImportJobAnswer> {
    return toJobAnswer(await this.jobs.get(job));
  }

  @ApiOperation({
    operationId: 'listImportJobChanges',
    summary: 'Every record the file would make or change, with old and new values.',
  })
  @ApiParam(idParameter)
  @ApiOkResponse({ description: 'Changes', standardSchema: changeList })
  @Get(':id/changes')
  async changed(
    @Param('id', jobId) job: string,
    @Query({ schema: changeQuery }) query: z.output<typeof changeQuery>,
  ): Promise<Page<RegisterChange>> {
    await this.jobs.get(job);
    return this.changes.ofJob(job, query);
  }

  @ApiOperation({
    operationId: 'acceptImportJob',
    summary: 'Bring the file in: exactly what was shown, or nothing.',
    description:
      'When the register has changed since, the job is refused and says so; restart it to see what it would do now.',
  })
  @ApiParam(idParameter)
  @ApiOkResponse({ description: 'The job', standardSchema: importJob })
  @HttpCode(200)
  @Needs('register.import')
  @Post(':id/accept')
  async accept(
    @Param('id', jobId) job: string,
    @Body({ schema: acceptance }) { confirmed }: z.output<typeof acceptance>,
    @CurrentOfficer() officer: Officer,
  ): Promise<ImportJobAnswer> {
    await this.jobs.accept(job, actorOf(officer), { confirmed });
    await this.bell.ring();
    return this.get(job);
  }

  @ApiOperation({
    operationId: 'cancelImportJob',
    summary: 'Stop it; nothing of the file is kept on the register.',
  })
  @ApiParam(idParameter)
  @ApiOkResponse({ description: 'The job', standardSchema: importJob })
  @HttpCode(200)
  @Needs('register.import')
  @Post(':id/cancel')
  async cancel(
    @Param('id', jobId) job: string,
    @CurrentOfficer() officer: Officer,
  ): Promise<ImportJobAnswer> {
    await this.jobs.cancel(job, actorOf(officer));
    return this.get(job);
  }

  @ApiOperation({
    operationId: 'restartImportJob',
    summary: 'Read a stopped or refused file once more.',
  })
  @ApiParam(idParameter)
  @ApiOkResponse({ description: 'The job', standardSchema: importJob })
  @HttpCode(200)
  @Needs('register.import')
  @Post(':id/restart')
  async restart(
    @Param('id', jobId) job: string,
    @CurrentOfficer() officer: Officer,
  ): Promise<ImportJobAnswer> {
    await this.jobs.restart(job, actorOf(officer));
    await this.bell.ring();
    return this.get(job);
  }

  @ApiOperation({ operationId: 'discardImportJob', summary: 'Throw the file away.' })
  @ApiParam(idParameter)
  @ApiNoContentResponse({ description: 'It is gone.' })
  @HttpCode(204)
  @Needs('register.import')
  @Delete(':id')
  async discard(
    @Param('id', jobId) job: string,
    @CurrentOfficer() officer: Officer,
  ): Promise<void> {
    await this.jobs.discard(job, actorOf(officer));
  }
}
