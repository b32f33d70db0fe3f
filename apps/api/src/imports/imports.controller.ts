import { RegisterNews } from '@app/cases';
import { Refused } from '@app/domain';
import type { Page } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Database } from '@app/platform';
import {
  ImportChanges,
  type ImportResult,
  Imports,
  type RegisterChange,
  type ListedImport,
  listImports,
  readImport,
} from '@app/providers';
import { Controller, Get, Logger, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import { type Upload, uploadTypes } from '../http/receive-upload';
import { idOf } from '../json/id-pipe';
import { HttpRefusal } from '../problems/problem';
import { CurrentOfficer, Needs } from '../security/access';
import {
  changeList,
  changeQuery,
  importList,
  importQuery,
  importResult,
  uploadQuery,
} from './import.schemas';

export const fileBody = {
  description: 'The file as it is, up to 50 MB.',
  schema: { type: 'string', format: 'binary' },
};

/** The id of an import or of a file on its way in, as the API's document tells it. */
export const idParameter = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;

@ApiTags('Imports')
@Needs('register.read')
@Controller('api/v1/imports')
export class ImportsController {
  private readonly log = new Logger('Imports');

  constructor(
    private readonly db: Database,
    private readonly imports: Imports,
    private readonly changes: ImportChanges,
    private readonly news: RegisterNews,
  ) {}

  @ApiOperation({ operationId: 'listImports', summary: 'Imports, newest first.' })
  @ApiOkResponse({ description: 'Imports', standardSchema: importList })
  @Get()
  list(
    @Query({ schema: importQuery }) query: z.output<typeof importQuery>,
  ): Promise<Page<ListedImport>> {
    return listImports(this.db, query);
  }

  @ApiOperation({ operationId: 'getImport', summary: 'What one import did.' })
  @ApiParam(idParameter)
  @ApiOkResponse({ description: 'The import', standardSchema: importResult })
  @Get(':id')
  async get(@Param('id', idOf('import')) importId: string): Promise<ImportResult> {
    return (await readImport(this.db, importId)).result;
  }

  @ApiOperation({
    operationId: 'listImportChanges',
    summary: 'Every record an import made or changed, with old and new values.',
    description:
      'Of a record it made, those values are told that no later import has replaced. An import that was taken back has none.',
  })
  @ApiParam(idParameter)
  @ApiOkResponse({ description: 'Changes', standardSchema: changeList })
  @Get(':id/changes')
  async changed(
    @Param('id', idOf('import')) importId: string,
    @Query({ schema: changeQuery }) query: z.output<typeof changeQuery>,
  ): Promise<Page<RegisterChange>> {
    await readImport(this.db, importId);
    return this.changes.ofImport(importId, query);
  }

  @ApiOperation({
    operationId: 'importRegister',
    summary: 'Bring a register in line with a file, at once.',
    description:
      'All of the file is taken or none of it; the same file again changes nothing. A file that cannot be taken is refused with 422. To see what a file would change before it does, and to follow a long one, send it as an import job.',
  })
  @ApiConsumes(...uploadTypes)
  @ApiBody(fileBody)
  @ApiCreatedResponse({ description: 'What it did', standardSchema: importResult })
  @Needs('register.import')
  @Post()
  async send(
    @Query({ schema: uploadQuery }) query: z.output<typeof uploadQuery>,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
  ): Promise<ImportResult> {
    const { kind, fileName, asOf, dryRun = false, confirmed = false } = query;
    const { path } = uploadOf(request);
    const actor = actorOf(officer);
    const day = asOf === undefined ? {} : { asOf };
    const asked = { kind, path, fileName, actor, dryRun, confirmed, ...day };
    const result = await this.imports.run(asked);
    if (result.refused) throw new FileNotTaken(result.refused.code, result.refused.message);
    if (!dryRun) await this.tell();
    return result;
  }

  /** The file is in: what cannot be told to a case now, the worker tells soon. */
  private async tell(): Promise<void> {
    try {
      await this.news.tell();
    } catch (error) {
      this.log.warn(`Cases could not be told of an import now: ${(error as Error).message}`);
    }
  }
}

class FileNotTaken extends Refused {}

/** The file that came as the body. @throws HttpRefusal when none came */
export function uploadOf({ upload }: Request): Upload {
  if (upload) return upload;
  throw new HttpRefusal(
    415,
    'unsupported-media-type',
    'Send the file itself as the body, as text/csv, application/octet-stream or what it is.',
  );
}
