import { SendLetterService } from '@app/cases';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { idOf } from '../json/id-pipe';
import { etagHeader, etagOf, IfMatchVersion, NeedsIfMatch } from '../json/if-match';
import { maskedAddress } from '../json/masked-values';
import { CurrentOfficer, Needs } from '../security/access';
import { ShowsDetails } from '../security/readings';
import {
  letterPlanned,
  letterPreview,
  newLetter,
  type NewLetterInput,
  presentLetterPreview,
  wishOf,
} from './send-letter.schemas';

/** Letters that somebody sends by hand. */
@ApiTags('Cases')
@Needs('cases.write', { case: 'id' })
@Controller('api/v1/cases/:id/letters')
export class SendLetterController {
  constructor(private readonly letters: SendLetterService) {}

  @ApiOperation({
    operationId: 'sendLetter',
    summary: 'Send a letter by hand.',
    description:
      'It joins the letter that waits for the same address, or goes on the next working day if one has gone today. To somebody who gets no letters nothing is sent, unless they asked for it.',
  })
  @ApiCreatedResponse({
    description: 'Put into the send ledger',
    standardSchema: letterPlanned,
    headers: etagHeader,
  })
  @NeedsIfMatch()
  @Post()
  async send(
    @Param('id', idOf('case')) id: string,
    @IfMatchVersion() version: number,
    @Body({ schema: newLetter }) body: NewLetterInput,
    @CurrentOfficer() me: Officer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.output<typeof letterPlanned>> {
    const planned = await this.letters.send(id, wishOf(body), actorOf(me), version);
    response.set('ETag', etagOf(planned.case.version));
    return planned;
  }

  @ApiOperation({
    operationId: 'previewLetter',
    summary: 'What a letter sent by hand would say, when and to whom. Changes nothing.',
  })
  @ApiOkResponse({
    description: 'The letter; the ETag is that of the case it was made from',
    standardSchema: letterPreview,
    headers: etagHeader,
  })
  @HttpCode(200)
  @ShowsDetails({ case: 'id' })
  @Post('preview')
  async preview(
    @Param('id', idOf('case')) id: string,
    @Body({ schema: newLetter }) body: NewLetterInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.output<typeof letterPreview>> {
    const preview = await this.letters.preview(id, wishOf(body));
    response.set('ETag', etagOf(preview.version));
    const shown = presentLetterPreview(preview);
    // Account holders' addresses are private.
    const { to } = shown;
    return body.recipient === 'provider'
      ? shown
      : { ...shown, to: { ...to, address: maskedAddress(to.address) } };
  }
}
