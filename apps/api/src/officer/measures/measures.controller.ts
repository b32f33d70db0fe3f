import type { Scope } from '@app/domain';
import { can, type Officer } from '@app/officers';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { MeasuresReader } from '../../measures/measures.reader';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { presentMeasures, readShownPart } from './measures.presenter';

/** M1 to M12, month beside month. */
@ApiExcludeController()
@Needs('aggregates.read')
@Controller('measures')
export class MeasuresPageController {
  constructor(private readonly reader: MeasuresReader) {}

  @Get()
  async show(
    @Query('of') of: unknown,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const shown = readShownPart(of);
    const months = await this.reader.months(shown.split, { officer, scope });
    const known = await this.reader.parts();
    const mayChange = can(officer, 'register.decide');
    response.render('measures/measures', presentMeasures(months, shown, known, mayChange));
  }
}
