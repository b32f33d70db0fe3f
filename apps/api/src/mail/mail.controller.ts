import { MailTroubles } from '@app/cases';
import type { Scope } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { idOf } from '../json/id-pipe';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import { carryOutDecision } from './letter-decisions';
import { letterDecided, mailSchema } from './mail.schemas';
import { MailReader } from './mail.reader';

const mostRows = 200;

@ApiTags('Mail')
@Needs('operations.read')
@Controller('api/v1')
export class MailApiController {
  constructor(
    private readonly reader: MailReader,
    private readonly troubles: MailTroubles,
  ) {}

  @ApiOperation({
    operationId: 'getMail',
    summary: 'How mail is doing, and the letters that need a person.',
  })
  @ApiOkResponse({ description: 'Mail', standardSchema: mailSchema })
  @Get('mail')
  async mail(@CurrentScope() scope: Scope): Promise<z.output<typeof mailSchema>> {
    const { now, halt, health, perMinute, needing, putOff, leftOut } = await this.reader.read(
      mostRows,
      scope,
    );
    const asOf = now.toString();
    return { asOf, halt, ...health, perMinute, needsSomebody: needing, putOff, leftOut };
  }

  @ApiOperation({
    operationId: 'tryMail',
    summary: 'Try one letter at once although mail is halted.',
    description: 'If it goes, all go. Changes nothing while mail is not halted.',
  })
  @ApiNoContentResponse({ description: 'One letter is tried' })
  @HttpCode(204)
  @Needs('mail.decide')
  @Post('mail/try')
  tryMail(): Promise<void> {
    return this.troubles.endHalt();
  }

  @ApiOperation({
    operationId: 'decideLetter',
    summary: 'A person says what is to become of a letter that stopped.',
  })
  @ApiNoContentResponse({ description: 'Decided' })
  @HttpCode(204)
  @Needs('mail.decide', { letter: 'id' })
  @Post('letters/:id/decision')
  decide(
    @Param('id', idOf('letter')) id: string,
    @Body({ schema: letterDecided }) { decision }: z.output<typeof letterDecided>,
    @CurrentOfficer() me: Officer,
  ): Promise<void> {
    const by = { name: me.name, actor: actorOf(me) };
    return carryOutDecision(this.troubles, id, decision, by);
  }
}
