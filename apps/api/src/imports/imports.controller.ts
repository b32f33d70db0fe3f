import { Refused } from '@app/domain';
import type { Page } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Database } from '@app/platform';
import { ImportRegister, type ImportResult } from '@app/providers';
import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
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
import { idOf } from '../json/id-pipe';
import { HttpRefusal } from '../problems/problem';
import { CurrentOfficer } from '../security/access';
import { importList, importQuery, importResult, uploadQuery } from './import.schemas';
import { type ImportRun, listImports, readImport } from './import-runs';

@ApiTags('Imports')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly db: Database,
    private readonly register: ImportRegister,
  ) {}

  @ApiOperation({ operationId: 'listImports', summary: 'Imports, newest first.' })
  @ApiOkResponse({ description: 'Imports', standardSchema: importList })
  @Get()
  list(
    @Query({ schema: importQuery }) { limit, cursor }: z.output<typeof importQuery>,
  ): Promise<Page<ImportRun>> {
    return listImports(this.db, limit, cursor);
  }

  @ApiOperation({ operationId: 'getImport', summary: 'What one import did.' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiOkResponse({ description: 'The import', standardSchema: importResult })
  @Get(':id')
  get(@Param('id', idOf('import')) id: string): Promise<ImportResult> {
    return readImport(this.db, id);
  }

  @ApiOperation({
    operationId: 'importRegister',
    summary: 'Bring the register in line with a file of CQC’s.',
    description:
      'All of the file is taken or none of it; the same file again changes nothing. A file that cannot be taken is refused with 422.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ description: 'The file as it is, up to 20 MB.', schema: { type: 'string' } })
  @ApiCreatedResponse({ description: 'What it did', standardSchema: importResult })
  @Post()
  async send(
    @Query({ schema: uploadQuery }) { fileName, dryRun }: z.output<typeof uploadQuery>,
    @CurrentOfficer() officer: Officer,
    @Req() { upload }: Request,
  ): Promise<ImportResult> {
    if (!upload)
      throw new HttpRefusal(415, 'unsupported-media-type', 'Send the file itself as text/csv.');
    const result = await this.register.run({
      kind: 'cqc',
      path: upload.path,
      fileName,
      actor: actorOf(officer),
      dryRun: dryRun ?? false,
    });
    if (result.refused) throw new FileNotTaken(result.refused.code, result.refused.message);
    return result;
  }
}

class FileNotTaken extends Refused {}
