import { londonDay } from '@app/domain';
import { DsptAreas, DsptClassifications, type UnknownDsptStatus } from '@app/dspt';
import { type Page, pageOf, readCursor } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentOfficer, Needs } from '../security/access';
import { ClassifyStatus } from './classify-status.service';
import {
  areaQuery,
  atRiskList,
  atRiskQuery,
  classification,
  dsptArea,
  type siteAtRisk,
  unknownStatuses,
} from './dspt.schemas';

/** The DSPT of the whole area, and statuses nobody knows. */
@ApiTags('DSPT')
@Needs('register.read')
@Controller('api/v1/dspt')
export class DsptController {
  constructor(
    private readonly areas: DsptAreas,
    private readonly classifications: DsptClassifications,
    private readonly classifying: ClassifyStatus,
    private readonly clock: Clock,
  ) {}

  @ApiOperation({
    operationId: 'getDsptLevels',
    summary: 'How many sites stand at each level today, and how many run out.',
  })
  @ApiOkResponse({ description: 'The counts', standardSchema: dsptArea })
  @Get('levels')
  async levels(
    @Query({ schema: areaQuery }) { localAuthority }: z.output<typeof areaQuery>,
  ): Promise<z.output<typeof dsptArea>> {
    const area = await this.areas.levels(this.today(), localAuthority ?? null);
    return { on: this.today(), ...area, levels: [...area.levels] };
  }

  @ApiOperation({
    operationId: 'listDsptAtRisk',
    summary: 'Sites whose DSPT is running out or will not do, by name.',
  })
  @ApiOkResponse({ description: 'Sites', standardSchema: atRiskList })
  @Get('at-risk')
  async atRisk(
    @Query({ schema: atRiskQuery }) query: z.output<typeof atRiskQuery>,
  ): Promise<Page<z.output<typeof siteAtRisk>>> {
    const { risk, limit, cursor, localAuthority } = query;
    const after = cursor ? readCursor(cursor, 2) : null;
    const sites = await this.areas.atRisk(risk, this.today(), {
      localAuthority,
      limit: limit + 1,
      after,
    });
    const items = sites.map((site) => ({ ...site, reasons: [...site.reasons] }));
    return pageOf(items, limit, (site) => [site.name, site.locationId]);
  }

  @ApiOperation({
    operationId: 'listUnknownDsptStatuses',
    summary: 'Statuses of the lists that are not known ones, unclassified ones first.',
  })
  @ApiOkResponse({ description: 'Statuses', standardSchema: unknownStatuses })
  @Get('statuses')
  async statuses(): Promise<z.output<typeof unknownStatuses>> {
    return { items: await this.classifications.unknown() };
  }

  @ApiOperation({
    operationId: 'classifyDsptStatus',
    summary: 'Say what an unknown status comes to.',
    description:
      'It counts at once for every site that has it, and their open cases are told of what follows.',
  })
  @ApiOkResponse({ description: 'Statuses', standardSchema: unknownStatuses })
  @HttpCode(200)
  @Needs('register.decide')
  @Post('statuses')
  async classify(
    @Body({ schema: classification }) { words, level }: z.output<typeof classification>,
    @CurrentOfficer() me: Officer,
  ): Promise<{ items: UnknownDsptStatus[] }> {
    await this.classifying.classify(words, level, actorOf(me));
    return { items: await this.classifications.unknown() };
  }

  private today(): string {
    return londonDay(this.clock.now()).toString();
  }
}
