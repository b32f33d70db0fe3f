import { CaseLinks, CasesService } from '@app/cases';
import type { Officer } from '@app/officers';
import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { caseIdPipe } from '../case/case.controller';

/** Answers that came by links in letters, and the end of such links. Both are shown on the case. */
@ApiExcludeController()
@Controller()
export class AnswersController {
  constructor(
    private readonly links: CaseLinks,
    private readonly cases: CasesService,
  ) {}

  /** Where a task leads that asks to read an answer. */
  @Needs('cases.read', { answer: 'id' })
  @Get('answers/:id')
  async show(@Param('id', caseIdPipe) id: string, @Res() response: Response): Promise<void> {
    const caseId = await this.links.caseOf(id);
    response.redirect(303, `/cases/${caseId}#answer-${id}`);
  }

  /** Ends all links of a case. Pressed twice it is the same. */
  @Needs('cases.write', { case: 'id' })
  @Post('cases/:id/end-links')
  async end(
    @Param('id', caseIdPipe) id: string,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.cases.get(id);
    await this.links.revoke(id, officer.name);
    response.redirect(303, `/cases/${id}?done=links#answers`);
  }
}
