import { londonDay } from '@app/domain';
import { DsptInclusions, DsptStandings } from '@app/dspt';
import { Clock } from '@app/platform';
import { SitesService } from '@app/providers';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CasePeople } from '../case/case-people';
import { presentSiteDspt } from './site-dspt.presenter';
import { Needs } from '../../security/access';

/** Why a site may or may not apply, as far as its DSPT goes. */
@ApiExcludeController()
@Needs('register.read')
@Controller('sites/:locationId/dspt')
export class SiteDsptPageController {
  constructor(
    private readonly sites: SitesService,
    private readonly standings: DsptStandings,
    private readonly inclusions: DsptInclusions,
    private readonly people: CasePeople,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Param('locationId') locationId: string,
    @Query('saved') saved: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const site = await this.sites.get(locationId);
    const [standing, said, officers] = await Promise.all([
      this.standings.of(site.locationId, londonDay(this.clock.now()).toString()),
      this.inclusions.history(site.locationId),
      this.people.officers(),
    ]);
    response.render('dspt/site', {
      ...presentSiteDspt(site, standing, said, officers),
      notice: saved === 'inclusion' ? 'Recorded. Below is how the site stands now.' : null,
    });
  }
}
