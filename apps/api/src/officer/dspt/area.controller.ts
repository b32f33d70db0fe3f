import { londonDay } from '@app/domain';
import { DsptAreas, DsptClassifications, type Risk, risks } from '@app/dspt';
import { pageOf, readCursor } from '@app/measures';
import { Clock } from '@app/platform';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type FormBody, textOf } from '../forms/form';
import { presentArea } from './area.presenter';
import { Needs } from '../../security/access';

const atOnce = 50;

/** The DSPT of the area: how many stand at each level, and who is at risk. */
@ApiExcludeController()
@Needs('register.read')
@Controller('dspt')
export class DsptAreaController {
  constructor(
    private readonly areas: DsptAreas,
    private readonly classifications: DsptClassifications,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Query() query: FormBody, @Res() response: Response): Promise<void> {
    const today = londonDay(this.clock.now()).toString();
    const localAuthority = textOf(query, 'localAuthority') || null;
    const cursor = textOf(query, 'cursor');
    const risk = riskOf(textOf(query, 'risk'));
    const after = cursor ? readCursor(cursor, 2) : null;
    const [area, sites, authorities, statuses] = await Promise.all([
      this.areas.levels(today, localAuthority),
      this.areas.atRisk(risk, today, { localAuthority, limit: atOnce + 1, after }),
      this.areas.authorities(today),
      this.classifications.unknown(),
    ]);
    const page = pageOf(sites, atOnce, (site) => [site.name, site.locationId]);
    const unclassified = statuses.filter(({ level }) => level === null).length;
    const asked = { risk, localAuthority, laterPage: cursor !== '' };
    response.render('dspt/area', presentArea(area, page, authorities, unclassified, asked));
  }
}

/** What cannot be understood in the address is left out. */
const riskOf = (text: string): Risk => risks.find((risk) => risk === text) ?? 'expiring';
