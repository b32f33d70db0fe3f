import { BadInput, type Scope } from '@app/domain';
import { anyPractice } from '@app/measures';
import { Database } from '@app/platform';
import { type FoundSites, type SiteSearch, SitesService } from '@app/providers';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import type { FormBody } from '../forms/form';
import { presentSites } from './sites.presenter';
import { readSitesAsked, searchOf } from './sites-asked';
import { CurrentScope, Needs } from '../../security/access';

/** The register: search, filter, and the case of each site. */
@ApiExcludeController()
@Needs('register.read')
@Controller('sites')
export class SitesController {
  constructor(
    private readonly sites: SitesService,
    private readonly db: Database,
  ) {}

  @Get()
  async show(
    @Query() query: FormBody,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const asked = readSitesAsked(query);
    const found = await this.search({ ...searchOf(asked), scope });
    if ('problem' in found) response.status(422);
    const page: FoundSites =
      'problem' in found ? { items: [], nextCursor: null, similar: false, leftOut: [] } : found;
    const cases = page.items.flatMap((site) => (site.openCase ? [site.openCase.id] : []));
    response.render('sites/sites', {
      ...presentSites(page, asked),
      practice: await anyPractice(this.db, cases),
      problem: 'problem' in found ? found.problem : null,
    });
  }

  private async search(search: SiteSearch): Promise<FoundSites | { problem: string }> {
    try {
      return await this.sites.search(search);
    } catch (error) {
      if (error instanceof BadInput) return { problem: error.message };
      throw error;
    }
  }
}
