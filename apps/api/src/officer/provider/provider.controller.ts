import { londonDay, type Scope } from '@app/domain';
import { DsptStandings } from '@app/dspt';
import { anyPractice } from '@app/measures';
import { Clock, Database } from '@app/platform';
import { type FoundSites, ProvidersService, type SiteSearch, SitesService } from '@app/providers';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type FormBody, textOf } from '../forms/form';
import { presentBrand, presentProvider, type SitesOf } from './provider.presenter';
import { CurrentScope, Needs } from '../../security/access';

/** A provider, or a group of them, with all its sites. */
@ApiExcludeController()
@Needs('register.read')
@Controller()
export class ProviderController {
  constructor(
    private readonly providers: ProvidersService,
    private readonly sites: SitesService,
    private readonly standings: DsptStandings,
    private readonly clock: Clock,
    private readonly db: Database,
  ) {}

  @Get('providers/:providerId')
  async provider(
    @Param('providerId') providerId: string,
    @Query() query: FormBody,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const provider = await this.providers.record(providerId);
    const sites = await this.sitesOf({ providerId: provider.providerId, scope }, query);
    response.render('provider/provider', {
      ...presentProvider(provider, sites),
      practice: await this.anyPractice(sites.page),
    });
  }

  @Get('brands')
  async brand(
    @Query() query: FormBody,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const brand = textOf(query, 'name');
    const [providers, sites] = await Promise.all([
      this.providers.search({ brand, limit: 200 }),
      this.sitesOf({ brand, scope }, query),
    ]);
    response.status(providers.items.length === 0 ? 404 : 200);
    response.render('provider/brand', {
      ...presentBrand(brand, providers, sites),
      practice: await this.anyPractice(sites.page),
    });
  }

  private async sitesOf(
    which: Pick<SiteSearch, 'providerId' | 'brand' | 'scope'>,
    query: FormBody,
  ): Promise<SitesOf> {
    const cursor = textOf(query, 'cursor');
    const page = await this.sites.search({
      ...which,
      status: 'any',
      ...(cursor ? { cursor } : {}),
    });
    const today = londonDay(this.clock.now()).toString();
    const ids = page.items.map((site) => site.locationId);
    return {
      page,
      standings: await this.standings.ofMany(ids, today),
      laterPage: cursor !== '',
    };
  }

  private anyPractice(page: FoundSites): Promise<boolean> {
    const cases = page.items.flatMap((site) => (site.openCase ? [site.openCase.id] : []));
    return anyPractice(this.db, cases);
  }
}
