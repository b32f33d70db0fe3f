import { type Page, type SiteDetails, SitesService, type SiteSummary } from '@app/providers';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { siteDetails, siteList, siteQuery } from './site.schemas';

@ApiTags('Sites')
@Controller('api/v1/sites')
export class SitesController {
  constructor(private readonly sites: SitesService) {}

  @ApiOperation({ operationId: 'listSites', summary: 'Sites by name.' })
  @ApiOkResponse({ description: 'Sites', standardSchema: siteList })
  @Get()
  list(
    @Query({ schema: siteQuery }) query: z.output<typeof siteQuery>,
  ): Promise<Page<SiteSummary>> {
    return this.sites.search(query);
  }

  @ApiOperation({ operationId: 'getSite', summary: 'One site.' })
  @ApiParam({ name: 'locationId', schema: { type: 'string' }, description: 'CQC location ID' })
  @ApiOkResponse({ description: 'The site', standardSchema: siteDetails })
  @Get(':locationId')
  get(@Param('locationId') locationId: string): Promise<SiteDetails> {
    return this.sites.get(locationId);
  }
}
