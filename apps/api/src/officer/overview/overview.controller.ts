import type { Scope } from '@app/domain';
import type { Officer } from '@app/officers';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { OverviewReader } from '../../overview/overview.reader';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { presentOverview } from './overview.presenter';

/** The caseload in counts: the first page of those who see nothing but counts. */
@ApiExcludeController()
@Needs('aggregates.read')
@Controller('overview')
export class OverviewPageController {
  constructor(private readonly reader: OverviewReader) {}

  @Get()
  async show(
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    response.render('overview/overview', presentOverview(await this.reader.read(officer, scope)));
  }
}
