import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { presentCase } from './case.presenter';
import { CaseReader } from './case.reader';

/** An id that is no id names nothing. */
export const caseIdPipe = new ParseUUIDPipe({ errorHttpStatusCode: 404 });

/** One case: where it stands, what happens next and why then, and all that happened. */
@ApiExcludeController()
@Controller('cases')
export class CaseController {
  constructor(private readonly reader: CaseReader) {}

  @Get(':id')
  async show(
    @Param('id', caseIdPipe) id: string,
    @Query('recorded') recorded: unknown,
    @Query('done') done: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.reader.read(id);
    const seq =
      typeof recorded === 'string' && /^\d{1,9}$/.test(recorded) ? Number(recorded) : null;
    const page = presentCase(view, seq);
    response.render('case/case', {
      ...page,
      notice: done === 'call' ? 'The call is marked as done.' : page.notice,
    });
  }
}
