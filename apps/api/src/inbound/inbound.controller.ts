import { CasesService, CorrespondenceDesk } from '@app/cases';
import type { Scope } from '@app/domain';
import { Inbox, type InboundMessage, type InboundSummary } from '@app/letters';
import type { Page } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { cutPage } from '../json/cut-page';
import { idOf } from '../json/id-pipe';
import { type PageQuery, pageQuery } from '../json/lists';
import { maskedSender } from '../json/masked-values';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import { ShowsDetails } from '../security/readings';
import { filing, inboundList, inboundQuery, messageSchema } from './inbound.schemas';

/** Mail that came in. */
@ApiTags('Mail')
@Needs('mail.read')
@Controller('api/v1')
export class InboundController {
  constructor(
    private readonly inbox: Inbox,
    private readonly desk: CorrespondenceDesk,
    private readonly cases: CasesService,
  ) {}

  @ApiOperation({
    operationId: 'listMessages',
    summary: 'Messages that came in: those nobody could place, unless others are asked for.',
  })
  @ApiOkResponse({ description: 'Messages, oldest first', standardSchema: inboundList })
  @ShowsDetails({ list: 'inbox' })
  @Get('messages')
  async list(
    @Query({ schema: inboundQuery }) query: z.output<typeof inboundQuery>,
    @CurrentScope() scope: Scope,
  ): Promise<Page<InboundSummary>> {
    return masked(await this.inbox.list({ ...query, scope, cursor: query.cursor ?? null }));
  }

  @ApiOperation({
    operationId: 'getMessage',
    summary: 'One message, with guesses where it belongs.',
  })
  @ApiOkResponse({ description: 'The message', standardSchema: messageSchema })
  @Needs('mail.read', { message: 'id' })
  @Get('messages/:id')
  get(
    @Param('id', idOf('message')) id: string,
    @CurrentScope() scope: Scope,
  ): Promise<InboundMessage> {
    return this.inbox.get(id, scope);
  }

  @ApiOperation({
    operationId: 'fileMessage',
    summary: 'File a message to cases.',
    description: 'A person’s answer then counts as a reply of the provider, from when it came.',
  })
  @ApiOkResponse({ description: 'The message', standardSchema: messageSchema })
  @HttpCode(200)
  @Needs('mail.decide', { message: 'id' })
  @Post('messages/:id/filing')
  async file(
    @Param('id', idOf('message')) id: string,
    @Body({ schema: filing }) { caseIds }: z.output<typeof filing>,
    @CurrentOfficer() me: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<InboundMessage> {
    await this.desk.file(id, caseIds, actorOf(me), scope);
    return this.inbox.get(id, scope);
  }

  @ApiOperation({
    operationId: 'setMessageAside',
    summary: 'Nobody need see to this message; it is kept.',
  })
  @ApiOkResponse({ description: 'The message', standardSchema: messageSchema })
  @HttpCode(200)
  @Needs('mail.decide', { message: 'id' })
  @Post('messages/:id/set-aside')
  async setAside(
    @Param('id', idOf('message')) id: string,
    @CurrentOfficer() me: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<InboundMessage> {
    await this.desk.setAside(id, actorOf(me));
    return this.inbox.get(id, scope);
  }

  @ApiOperation({ operationId: 'listMessagesOfCase', summary: 'What has come in for a case.' })
  @ApiOkResponse({ description: 'Messages, oldest first', standardSchema: inboundList })
  @Needs('mail.read', { case: 'id' })
  @Get('cases/:id/messages')
  async ofCase(
    @Param('id', idOf('case')) id: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<InboundSummary>> {
    await this.cases.get(id);
    return masked(cutPage(await this.inbox.ofCase(id), query));
  }
}

/** Senders' addresses in full are for who opens the message. */
function masked(page: Page<InboundSummary>): Page<InboundSummary> {
  const items = page.items.map((one) => ({ ...one, from: one.from && maskedSender(one.from) }));
  return { ...page, items };
}
