import { Workshops } from '@app/measures';
import type { Officer } from '@app/officers';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { idOf } from '../json/id-pipe';
import { pageQuery, type PageQuery } from '../json/lists';
import { CurrentOfficer, Needs } from '../security/access';
import {
  asWorkshop,
  changedWorkshop,
  newWorkshop,
  withdrawal,
  workshopHistory,
  workshopList,
  workshopMade,
} from './workshops.schemas';

@ApiTags('Measures')
@Needs('cases.write')
@Controller('api/v1/workshops')
export class WorkshopsController {
  constructor(private readonly workshops: Workshops) {}

  @ApiOperation({ operationId: 'listWorkshops', summary: 'Workshops and one-to-one surgeries.' })
  @ApiOkResponse({ description: 'Workshops', standardSchema: workshopList })
  @Needs('cases.read')
  @Get()
  async list(
    @Query({ schema: pageQuery }) { limit, cursor }: PageQuery,
  ): Promise<z.input<typeof workshopList>> {
    const { items, nextCursor } = await this.workshops.list(limit, cursor);
    return { items: items.map(asWorkshop), nextCursor };
  }

  @ApiOperation({ operationId: 'getWorkshop', summary: 'Every edit of one, the newest first.' })
  @ApiOkResponse({ description: 'Its history', standardSchema: workshopHistory })
  @Needs('cases.read')
  @Get(':workshop')
  async get(
    @Param('workshop', idOf('workshop')) id: string,
  ): Promise<z.input<typeof workshopHistory>> {
    return { items: (await this.workshops.history(id)).map(asWorkshop) };
  }

  @ApiOperation({ operationId: 'recordWorkshop', summary: 'Record one that was held.' })
  @ApiCreatedResponse({ description: 'It is recorded', standardSchema: workshopMade })
  @Post()
  async record(
    @Body({ schema: newWorkshop }) input: z.output<typeof newWorkshop>,
    @CurrentOfficer() officer: Officer,
  ): Promise<{ id: string }> {
    return { id: await this.workshops.record(input, officer.id) };
  }

  @ApiOperation({ operationId: 'changeWorkshop', summary: 'Say it anew.' })
  @ApiNoContentResponse({ description: 'It is changed' })
  @HttpCode(204)
  @Post(':workshop/edits')
  async change(
    @Param('workshop', idOf('workshop')) id: string,
    @Body({ schema: changedWorkshop }) { number, ...input }: z.output<typeof changedWorkshop>,
    @CurrentOfficer() officer: Officer,
  ): Promise<void> {
    await this.workshops.change(id, number, input, officer.id);
  }

  @ApiOperation({ operationId: 'withdrawWorkshop', summary: 'Take it back: it does not count.' })
  @ApiNoContentResponse({ description: 'It is taken back' })
  @HttpCode(204)
  @Post(':workshop/withdrawal')
  async withdraw(
    @Param('workshop', idOf('workshop')) id: string,
    @Body({ schema: withdrawal }) { number }: z.output<typeof withdrawal>,
    @CurrentOfficer() officer: Officer,
  ): Promise<void> {
    await this.workshops.change(id, number, 'withdraw', officer.id);
  }
}
