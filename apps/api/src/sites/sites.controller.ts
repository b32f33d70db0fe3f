import type { Scope } from '@app/domain';
import { type Page, type SiteDetails, SitesService, type SiteSummary } from '@app/providers';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { siteDetails, siteList, siteQuery } from './site.schemas';
import { CurrentScope, Needs } from '../security/access';

@ApiTags('Sites')
@Needs('register.read')
@Controller('api/v1/sites')
export class SitesController {
  constructor(private readonly sites: SitesService) {}

  @ApiOperation({ operationId: 'listSites', summary: 'Sites that fit, best first and by name.' })
  @ApiOkResponse({ description: 'Sites', standardSchema: siteList })
  @Get()
  async list(
    @Query({ schema: siteQuery }) { provider, ...query }: z.output<typeof siteQuery>,
    @CurrentScope() scope: Scope,
  ): Promise<Page<SiteSummary>> {
    const { items, nextCursor } = await this.sites.search({
      ...query,
      providerId: provider,
      scope,
    });
    return { items, nextCursor };
  }

  @ApiOperation({ operationId: 'getSite', summary: 'One site.' })
  @ApiParam({ name: 'locationId', schema: { type: 'string' }, description: 'CQC location ID' })
  @ApiOkResponse({ description: 'The site', standardSchema: siteDetails })
  @Get(':locationId')
  get(@Param('locationId') locationId: string, @CurrentScope() scope: Scope): Promise<SiteDetails> {
    return this.sites.get(locationId, scope);
  }
}
