import { MailTroubles } from '@app/cases';
import { BadInput, type Scope } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { carryOutDecision, letterDecisions } from '../../mail/letter-decisions';
import { MailReader } from '../../mail/mail.reader';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { caseIdPipe } from '../case/case.controller';
import { type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { mailRowsAtOnce, presentMail } from './mail.presenter';
import { noticeOf } from '../../views/notice';

/** How mail is doing, the letters that need a person, and what was left out lately. */
@ApiExcludeController()
@Needs('operations.read')
@Controller('mail')
export class MailController {
  constructor(
    private readonly reader: MailReader,
    private readonly troubles: MailTroubles,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async show(
    @Query('done') done: unknown,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    response.render('mail/mail', {
      ...presentMail(await this.reader.read(mailRowsAtOnce, scope)),
      notice: noticeOf(notices, done),
      formToken: this.tokens.issue(),
    });
  }

  @Needs('mail.decide')
  @Post('try')
  async tryMail(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const sending = { path: request.path, body, officerId: officer.id };
    const location = await this.tokens.once(sending, async () => {
      await this.troubles.endHalt();
      return '/mail?done=try';
    });
    response.redirect(303, location);
  }

  @Needs('mail.decide', { letter: 'id' })
  @Post('letters/:id')
  async decide(
    @Param('id', caseIdPipe) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const decision = letterDecisions.find((d) => d === textOf(body, 'decision'));
    if (!decision) throw new BadInput('no-decision', 'Press one of the buttons beside the letter.');
    const sending = { path: request.path, body, officerId: officer.id };
    const location = await this.tokens.once(sending, async () => {
      const by = { name: officer.name, actor: actorOf(officer) };
      await carryOutDecision(this.troubles, id, decision, by);
      return `/mail?done=${decision}`;
    });
    response.redirect(303, location);
  }
}

/** What the form just sent did. */
const notices: Readonly<Record<string, string>> = {
  try: 'One letter is tried within half a minute. If it goes, all go.',
  arrived: 'The letter is marked as arrived.',
  'send-again': 'The letter is sent again within a minute.',
  'not-arrived': 'The letter is marked as not needed any more.',
  'dealt-with': 'The letter is marked as dealt with, and the call as done.',
  'try-now': 'The letter is tried within half a minute.',
};
