import { PortalDetailsService } from '@app/cases';
import { type Officer } from '@app/officers';
import { csvOf } from '@app/providers';
import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { caseIdPipe } from '../case/case.controller';
import { CaseReader } from '../case/case.reader';
import { portalTable, presentPortal, presentPortalStart } from './portal.presenter';

/**
 * What is typed into the portal of NHSmail, in its order. Details in full are shown by a press alone,
 * and each time who pressed is written down.
 */
@ApiExcludeController()
@Needs('people.read', { case: 'id' })
@Controller('cases/:id/portal')
export class PortalController {
  constructor(
    private readonly reader: CaseReader,
    private readonly details: PortalDetailsService,
  ) {}

  @Get()
  async start(@Param('id', caseIdPipe) id: string, @Res() response: Response): Promise<void> {
    const [view, readings] = [await this.reader.read(id), await this.details.readings(id)];
    response.render('portal/start', presentPortalStart(view, readings));
  }

  @Post()
  @HttpCode(200)
  async show(
    @Param('id', caseIdPipe) id: string,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const details = await this.details.read(id, officer.id, 'page');
    response.render('portal/portal', presentPortal(await this.reader.read(id), details));
  }

  @Post('csv')
  @HttpCode(200)
  async download(
    @Param('id', caseIdPipe) id: string,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const details = await this.details.read(id, officer.id, 'csv');
    const view = await this.reader.read(id);
    response
      .type('text/csv; charset=utf-8')
      // The location ID is public; a name in a file's name would not be masked anywhere.
      .attachment(`portal-${view.site.locationId}.csv`)
      .send(csvOf(portalTable(view, details)));
  }
}
