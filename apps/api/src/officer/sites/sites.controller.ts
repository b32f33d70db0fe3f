import { anyPractice } from '@app/measures';
import { BadInput } from '@app/domain';
import { Database } from '@app/platform';
import { type Page, type SiteSearch, type SiteSummary, SitesService } from '@app/providers';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type FormBody, textOf } from '../forms/form';
import { presentSites } from './sites.presenter';

/** The register: search, filter, and the case of each site. */
@ApiExcludeController()
@Controller('sites')
export class SitesController {
  constructor(
    private readonly sites: SitesService,
    private readonly db: Database,
  ) {}

  @Get()
  async show(@Query() query: FormBody, @Res() response: Response): Promise<void> {
    const q = textOf(query, 'q');
    const careHomes = textOf(query, 'careHomes') === 'yes';
    const cursor = textOf(query, 'cursor');
    const search: SiteSearch = {
      ...(q ? { q } : {}),
      ...(careHomes ? { careHome: true, inScope: true } : {}),
      ...(cursor ? { cursor } : {}),
    };
    const found = await this.search(search);
    if ('problem' in found) response.status(422);
    const page: Page<SiteSummary> = 'problem' in found ? { items: [], nextCursor: null } : found;
    const cases = page.items.flatMap((site) => (site.openCase ? [site.openCase.id] : []));
    response.render('sites/sites', {
      ...presentSites(page, { q, careHomes, laterPage: cursor !== '' }),
      practice: await anyPractice(this.db, cases),
      problem: 'problem' in found ? found.problem : null,
    });
  }

  private async search(search: SiteSearch): Promise<Page<SiteSummary> | { problem: string }> {
    try {
      return await this.sites.search(search);
    } catch (error) {
      if (error instanceof BadInput) return { problem: error.message };
      throw error;
    }
  }
}
