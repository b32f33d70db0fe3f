import { CorrespondenceDesk, Ownership } from '@app/cases';
import { BadInput, londonDay, type Scope } from '@app/domain';
import { Inbox, LetterBook } from '@app/letters';
import { listCases } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Body, Controller, Get, Param, ParseIntPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { sendAttachment } from '../../inbound/send-attachment';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { ShowsDetails } from '../../security/readings';

import { caseIdPipe } from '../case/case.controller';
import { type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { PolicyNames } from '../policy/policy-names';
import { boxes, messageHref, presentInbox, presentMessage } from './inbox.presenter';
import { noticeOf } from '../../views/notice';

const atOnce = 50;
const mostFound = 10;

/** Mail that came in: what waits to be placed, and what has been. */
@ApiExcludeController()
@Needs('mail.read')
@Controller('inbox')
export class InboxController {
  constructor(
    private readonly inbox: Inbox,
    private readonly clock: Clock,
  ) {}

  @ShowsDetails({ list: 'inbox' })
  @Get()
  async list(
    @Query() query: FormBody,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const show = textOf(query, 'show');
    const status = boxes.find((box) => box.status === show)?.status ?? 'tray';
    const cursor = textOf(query, 'cursor');
    const page = await this.inbox.list({ scope, status, limit: atOnce, cursor: cursor || null });
    const halt = await this.inbox.halted();
    const asked = { status, laterPage: cursor !== '', halt };
    response.render('inbox/inbox', {
      ...presentInbox(page, asked, londonDay(this.clock.now())),
      notice: noticeOf(notices, query.done),
    });
  }
}

/** One message: what it says, and where it belongs. */
@ApiExcludeController()
@Needs('mail.read', { message: 'id' })
@Controller('inbox/:id')
export class MessageController {
  constructor(
    private readonly inbox: Inbox,
    private readonly desk: CorrespondenceDesk,
    private readonly book: LetterBook,
    private readonly ownership: Ownership,
    private readonly names: PolicyNames,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async show(
    @Param('id', caseIdPipe) id: string,
    @Query() query: FormBody,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const message = await this.inbox.get(id, scope);
    const q = textOf(query, 'q').slice(0, 100);
    const found = q
      ? await listCases(this.db, this.clock.now(), { q, scope }, mostFound)
      : { items: [] };
    const { settledBy: actor } = message;
    const settledBy = (await this.names.of([actor])).get(actor ?? '') ?? null;
    const letter = message.letterId ? await this.book.get(message.letterId) : null;
    response.render('inbox/message', {
      ...presentMessage(message, { q, found: found.items }, settledBy, letter),
      notice: noticeOf(notices, query.done),
      formToken: this.tokens.issue(),
    });
  }

  @Get('attachments/:seq')
  async attachment(
    @Param('id', caseIdPipe) id: string,
    @Param('seq', ParseIntPipe) seq: number,
    @Res() response: Response,
  ): Promise<void> {
    await sendAttachment(this.inbox, id, seq, response);
  }

  @Needs('mail.decide')
  @Post('file')
  async file(
    @Param('id', caseIdPipe) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const caseIds = [...textsOf(body, 'caseId'), ...textsOf(body, 'caseId[]')];
    const sending = { path: request.path, body, officerId: officer.id };
    const location = await this.tokens.once(sending, async () => {
      await this.desk.file(id, caseIds, actorOf(officer), scope);
      return `${messageHref(id)}?done=filed`;
    });
    response.redirect(303, location);
  }

  @Needs('mail.decide')
  @Post('set-aside')
  async setAside(
    @Param('id', caseIdPipe) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const sending = { path: request.path, body, officerId: officer.id };
    const location = await this.tokens.once(sending, async () => {
      await this.desk.setAside(id, actorOf(officer));
      return '/inbox?done=set-aside';
    });
    response.redirect(303, location);
  }

  @Needs('mail.decide')
  @Post('contact')
  async contact(
    @Param('id', caseIdPipe) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const locationId = textOf(body, 'locationId');
    if (!locationId) throw new BadInput('no-home', 'Choose the home whose contact the sender is.');
    await this.ownership.check(scope, 'site', locationId.trim().toUpperCase());
    const sending = { path: request.path, body, officerId: officer.id };
    const location = await this.tokens.once(sending, async () => {
      await this.desk.newContact(id, locationId, actorOf(officer));
      return `${messageHref(id)}?done=contact`;
    });
    response.redirect(303, location);
  }
}

/** One text or several of a name. */
function textsOf(body: FormBody, name: string): string[] {
  const value = body[name];
  const texts = Array.isArray(value) ? value : [value];
  return texts.filter((text): text is string => typeof text === 'string' && text !== '');
}

const notices: Readonly<Record<string, string>> = {
  filed: 'The message is filed.',
  'set-aside': 'The message is set aside.',
  contact: 'Letters to this home go to the sender from now on.',
};
