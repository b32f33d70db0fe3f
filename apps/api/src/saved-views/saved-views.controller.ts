import { type Page, type SavedView, SavedViews } from '@app/measures';
import type { Officer } from '@app/officers';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { idOf } from '../json/id-pipe';
import { CurrentOfficer, Needs } from '../security/access';
import { newSavedView, renamedView, savedViewList, savedViewSchema } from './saved-view.schemas';

/** Views of lists of cases that officers keep, for programs. */
@ApiTags('Cases')
@Needs('cases.read')
@Controller('api/v1/views')
export class SavedViewsController {
  constructor(private readonly views: SavedViews) {}

  @ApiOperation({ operationId: 'listViews', summary: 'Your own views, then what others share.' })
  @ApiOkResponse({ description: 'Views, all of them', standardSchema: savedViewList })
  @Get()
  async list(@CurrentOfficer() me: Officer): Promise<Page<SavedView>> {
    return { items: await this.views.list(me), nextCursor: null };
  }

  @ApiOperation({ operationId: 'saveView', summary: 'Keep a view, or replace one of your own.' })
  @ApiCreatedResponse({ description: 'The view', standardSchema: savedViewSchema })
  @Needs('cases.write')
  @Post()
  async save(
    @Body({ schema: newSavedView }) view: z.output<typeof newSavedView>,
    @CurrentOfficer() me: Officer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SavedView> {
    const id = await this.views.save(me, view);
    response.set('Location', `/api/v1/views/${id}`);
    return this.views.get(me, id);
  }

  @ApiOperation({ operationId: 'getView', summary: 'One view.' })
  @ApiOkResponse({ description: 'The view', standardSchema: savedViewSchema })
  @Get(':view')
  get(@Param('view', idOf('view')) id: string, @CurrentOfficer() me: Officer): Promise<SavedView> {
    return this.views.get(me, id);
  }

  @ApiOperation({ operationId: 'renameView', summary: 'Give a view of your own another name.' })
  @ApiOkResponse({ description: 'The view', standardSchema: savedViewSchema })
  @Needs('cases.write')
  @Patch(':view')
  async rename(
    @Param('view', idOf('view')) id: string,
    @Body({ schema: renamedView }) { name }: z.output<typeof renamedView>,
    @CurrentOfficer() me: Officer,
  ): Promise<SavedView> {
    await this.views.rename(me, id, name);
    return this.views.get(me, id);
  }

  @ApiOperation({
    operationId: 'deleteView',
    summary: 'Delete a view of your own; a lead may delete what others share.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @Needs('cases.write')
  @HttpCode(204)
  @Delete(':view')
  async remove(
    @Param('view', idOf('view')) id: string,
    @CurrentOfficer() me: Officer,
  ): Promise<void> {
    await this.views.remove(me, id);
  }
}
