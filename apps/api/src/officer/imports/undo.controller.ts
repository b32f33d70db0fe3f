import { UndoImport } from '@app/cases';
import { Conflict } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Database } from '@app/platform';
import { readImport } from '@app/providers';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { caseIdPipe } from '../case/case.controller';
import type { FormBody } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { PolicyNames } from '../policy/policy-names';
import { presentImport } from './import.presenter';
import { presentInTheWay } from './undo.presenter';

/** Taking an import back, and what stands in the way of it. */
@ApiExcludeController()
@Needs('register.import')
@Controller('imports/:id/undo')
export class UndoController {
  constructor(
    private readonly undoing: UndoImport,
    private readonly db: Database,
    private readonly names: PolicyNames,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async ask(@Param('id', caseIdPipe) id: string, @Res() response: Response): Promise<void> {
    await this.showUndo(id, response, null);
  }

  @Post()
  async undo(
    @Param('id', caseIdPipe) id: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        await this.undoing.undo(id, actorOf(officer));
        return `/imports/${id}?done=undone`;
      });
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      response.status(409);
      await this.showUndo(id, response, error);
    }
  }

  private async showUndo(id: string, response: Response, refusal: Conflict | null): Promise<void> {
    const found = await readImport(this.db, id);
    const inTheWay = found.run.undoneAt ? [] : await this.undoing.inTheWay(id);
    response.render('imports/undo', {
      section: 'imports',
      ...presentImport(found, await this.names.of([found.run.importedBy, found.run.undoneBy])),
      inTheWay: presentInTheWay(inTheWay),
      hasErrors: refusal !== null,
      errors: refusal ? [{ text: refusal.message }] : [],
      formToken: this.tokens.issue(),
    });
  }
}
