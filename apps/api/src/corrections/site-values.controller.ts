import { actorOf, type Officer } from '@app/officers';
import { Corrections, Provenance, SiteHistory, type ValueOrigin } from '@app/providers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentOfficer, Needs } from '../security/access';
import {
  correctionId,
  correctionInput,
  type SiteHistoryAnswer,
  siteHistory,
  siteValues,
} from './correction.schemas';

const locationParam = {
  name: 'locationId',
  schema: { type: 'string' },
  description: 'CQC location ID',
} as const;

/** Where each value of a site comes from, how it came about, and putting it right. */
@ApiTags('Sites')
@Needs('register.read')
@Controller('api/v1/sites/:locationId')
export class SiteValuesController {
  constructor(
    private readonly provenance: Provenance,
    private readonly history: SiteHistory,
    private readonly corrections: Corrections,
  ) {}

  @ApiOperation({
    operationId: 'getSiteValues',
    summary: 'Each value of a site, and which file or person it comes from.',
  })
  @ApiParam(locationParam)
  @ApiOkResponse({ description: 'The values the register has', standardSchema: siteValues })
  @Get('values')
  async values(@Param('locationId') locationId: string): Promise<{ items: ValueOrigin[] }> {
    return { items: await this.provenance.of(locationId) };
  }

  @ApiOperation({
    operationId: 'getSiteHistory',
    summary: 'What imports and people changed in a site’s record, the newest first.',
    description: 'The newest 100 moments.',
  })
  @ApiParam(locationParam)
  @ApiOkResponse({ description: 'The history', standardSchema: siteHistory })
  @Get('history')
  async changes(@Param('locationId') locationId: string): Promise<SiteHistoryAnswer> {
    await this.provenance.of(locationId);
    const events = await this.history.of(locationId);
    return {
      items: events.map((event) =>
        event.what === 'corrected'
          ? {
              at: event.at,
              by: event.by,
              what: event.what,
              importId: null,
              fileName: null,
              asOf: null,
              reason: event.reason,
              changes: [{ field: event.field, from: event.from, to: event.to }],
            }
          : { ...event, reason: null },
      ) as SiteHistoryAnswer['items'],
    };
  }

  @ApiOperation({
    operationId: 'correctSite',
    summary: 'Put a value of a site right.',
    description: 'It stays until the register’s source says something new, which is asked about.',
  })
  @ApiParam(locationParam)
  @ApiCreatedResponse({ description: 'The correction', standardSchema: correctionId })
  @Needs('register.decide')
  @Post('corrections')
  async correct(
    @Param('locationId') locationId: string,
    @Body({ schema: correctionInput }) input: z.output<typeof correctionInput>,
    @CurrentOfficer() me: Officer,
  ): Promise<z.output<typeof correctionId>> {
    const { field, value, reason } = input;
    return {
      id: await this.corrections.correct(locationId, field, value, reason, actorOf(me)),
    };
  }
}
