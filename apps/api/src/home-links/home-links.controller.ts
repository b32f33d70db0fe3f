import { type CaseRow, type Home, type HomeLink, HomeLinks, Ownership } from '@app/cases';
import type { Scope } from '@app/domain';
import { type Page, pageOf, readPlace } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { caseSchema } from '../cases/case.schemas';
import { idOf } from '../json/id-pipe';
import { etagHeader, etagOf } from '../json/if-match';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import {
  home,
  homeLink,
  homeLinkDecision,
  homeLinkList,
  homeLinkQuery,
  nextCase,
} from './home-link.schemas';

/** Which records of the register are of one home. */
@ApiTags('Homes')
@Needs('register.read')
@Controller('api/v1')
export class HomeLinksController {
  constructor(
    private readonly homes: HomeLinks,
    private readonly ownership: Ownership,
  ) {}

  @ApiOperation({
    operationId: 'getHome',
    summary: 'A home through time: all its registrations, from any of them.',
  })
  @ApiParam({ name: 'locationId', schema: { type: 'string' }, description: 'CQC location ID' })
  @ApiOkResponse({ description: 'The home', standardSchema: home })
  @Get('sites/:locationId/home')
  home(@Param('locationId') locationId: string, @CurrentScope() scope: Scope): Promise<Home> {
    return this.homes.home(locationId, scope);
  }

  @ApiOperation({
    operationId: 'listHomeLinks',
    summary: 'Records that may be of one home, the one found or decided last first.',
  })
  @ApiOkResponse({ description: 'Suggestions or decisions', standardSchema: homeLinkList })
  @Get('home-links')
  async list(
    @Query({ schema: homeLinkQuery }) { state, limit, cursor }: z.output<typeof homeLinkQuery>,
    @CurrentScope() scope: Scope,
  ): Promise<Page<HomeLink>> {
    const after = cursor ? readPlace(cursor) : null;
    const links = await this.homes.list({ state, limit, after }, scope);
    return pageOf(links, limit, (link) => [link.decidedAt ?? link.foundAt, link.id]);
  }

  @ApiOperation({
    operationId: 'getHomeLink',
    summary: 'Two records, and what speaks for one home.',
  })
  @ApiOkResponse({ description: 'The two records', standardSchema: homeLink })
  @Get('home-links/:id')
  get(@Param('id', idOf('link')) id: string, @CurrentScope() scope: Scope): Promise<HomeLink> {
    return this.homes.get(id, scope);
  }

  @ApiOperation({
    operationId: 'decideHomeLink',
    summary: 'Join two records, tell them apart, or take the decision back.',
    description:
      'Nothing moves from one case to another by it. Records told apart are never suggested again.',
  })
  @ApiOkResponse({ description: 'As it stands now', standardSchema: homeLink })
  @HttpCode(200)
  @Needs('register.decide')
  @Post('home-links/:id/decision')
  async decide(
    @Param('id', idOf('link')) id: string,
    @Body({ schema: homeLinkDecision }) { decision }: z.output<typeof homeLinkDecision>,
    @CurrentOfficer() me: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<HomeLink> {
    await this.homes.decide(id, decision, actorOf(me));
    return this.homes.get(id, scope);
  }

  @ApiOperation({
    operationId: 'openNextCase',
    summary: 'Open a case for the newer of two joined records, linked to the older one’s.',
    description: 'Approval, passcode and DSPT stay with the old case.',
  })
  @ApiCreatedResponse({ description: 'The case', standardSchema: caseSchema, headers: etagHeader })
  @Needs('cases.write', { link: 'id' })
  @Post('home-links/:id/case')
  async openNext(
    @Param('id', idOf('link')) id: string,
    @Body({ schema: nextCase }) { officer, closeEarlier }: z.output<typeof nextCase>,
    @CurrentOfficer() me: Officer,
    @CurrentScope() scope: Scope,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaseRow> {
    this.ownership.checkOwner(scope, officer ?? me.id);
    const next = { officerId: officer ?? me.id, closeEarlier };
    const row = await this.homes.openNext(id, next, actorOf(me), scope);
    response.set({ ETag: etagOf(row.version), Location: `/api/v1/cases/${row.id}` });
    return row;
  }
}
