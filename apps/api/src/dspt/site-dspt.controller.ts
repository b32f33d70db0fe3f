import { londonDay } from '@app/domain';
import { DsptStandings } from '@app/dspt';
import { actorOf, type Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentOfficer, Needs } from '../security/access';
import {
  inclusionInput,
  presentSiteDspt,
  siteDsptAnswer,
  type SiteDsptAnswer,
  siteDsptQuery,
} from './dspt.schemas';
import { SayInclusion } from './say-inclusion.service';

const locationParam = {
  name: 'locationId',
  schema: { type: 'string' },
  description: 'CQC location ID',
} as const;

/** The DSPT of one site: the gate to an application. */
@ApiTags('DSPT')
@Needs('register.read')
@Controller('api/v1/sites/:locationId/dspt')
export class SiteDsptController {
  constructor(
    private readonly standings: DsptStandings,
    private readonly saying: SayInclusion,
    private readonly clock: Clock,
  ) {}

  @ApiOperation({
    operationId: 'getSiteDspt',
    summary: 'How a site stands with the DSPT.',
    description:
      'Its own current publication counts before its headquarters’. Headquarters’ counts only when somebody has recorded that it includes the site.',
  })
  @ApiParam(locationParam)
  @ApiOkResponse({ description: 'The standing', standardSchema: siteDsptAnswer })
  @Get()
  get(
    @Param('locationId') locationId: string,
    @Query({ schema: siteDsptQuery }) { on }: z.output<typeof siteDsptQuery>,
  ): Promise<SiteDsptAnswer> {
    return this.answer(locationId, on);
  }

  @ApiOperation({
    operationId: 'putDsptInclusion',
    summary: 'Record whether headquarters published for the site too.',
    description:
      'It counts from now on, and the open case of the site is told of what follows. What was said before is kept.',
  })
  @ApiParam(locationParam)
  @ApiOkResponse({ description: 'The standing now', standardSchema: siteDsptAnswer })
  @Needs('register.decide')
  @Put('inclusion')
  async record(
    @Param('locationId') locationId: string,
    @Body({ schema: inclusionInput }) input: z.output<typeof inclusionInput>,
    @CurrentOfficer() me: Officer,
  ): Promise<SiteDsptAnswer> {
    await this.saying.say(locationId, input, actorOf(me));
    return this.answer(locationId);
  }

  @ApiOperation({
    operationId: 'deleteDsptInclusion',
    summary: 'It is not known any more: headquarters are to be asked again.',
  })
  @ApiParam(locationParam)
  @ApiOkResponse({ description: 'The standing now', standardSchema: siteDsptAnswer })
  @Needs('register.decide')
  @Delete('inclusion')
  async withdraw(
    @Param('locationId') locationId: string,
    @CurrentOfficer() me: Officer,
  ): Promise<SiteDsptAnswer> {
    await this.saying.say(locationId, null, actorOf(me));
    return this.answer(locationId);
  }

  private async answer(
    locationId: string,
    on: string = londonDay(this.clock.now()).toString(),
  ): Promise<SiteDsptAnswer> {
    return presentSiteDspt(locationId, await this.standings.of(locationId, on), on);
  }
}
