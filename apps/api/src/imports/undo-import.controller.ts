import { UndoImport } from '@app/cases';
import { actorOf, type Officer } from '@app/officers';
import { Database } from '@app/platform';
import { readImport, UndoInTheWay } from '@app/providers';
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { idOf } from '../json/id-pipe';
import { HttpRefusal } from '../problems/problem';
import { CurrentOfficer, Needs } from '../security/access';
import { idParameter } from './imports.controller';

@ApiTags('Imports')
@Needs('register.import')
@Controller('api/v1/imports/:id/undo')
export class UndoImportController {
  constructor(
    private readonly db: Database,
    private readonly undoing: UndoImport,
  ) {}

  @ApiOperation({
    operationId: 'undoImport',
    summary: 'Take an import back: everything becomes what it was before.',
    description:
      'Refused with 409 while something later rests on it; `errors` names each: `code` says what it is, `pointer` its page, `message` its name.',
  })
  @ApiParam(idParameter)
  @ApiNoContentResponse({ description: 'It is taken back.' })
  @HttpCode(204)
  @Post()
  async undo(
    @Param('id', idOf('import')) importId: string,
    @CurrentOfficer() officer: Officer,
  ): Promise<void> {
    await readImport(this.db, importId);
    try {
      await this.undoing.undo(importId, actorOf(officer));
    } catch (error) {
      throw error instanceof UndoInTheWay ? namingAll(error) : error;
    }
  }
}

const namingAll = ({ code, message, dependants }: UndoInTheWay): HttpRefusal =>
  new HttpRefusal(
    409,
    code,
    message,
    {},
    dependants.map(({ what, name, href }) => ({ pointer: href ?? '', code: what, message: name })),
  );
