import { QualityReports } from '@app/providers';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { presentQuality } from './quality.presenter';
import { Needs } from '../../security/access';

/** What is missing or doubtful in the register, and of which sites. */
@ApiExcludeController()
@Needs('register.read')
@Controller('quality')
export class QualityController {
  constructor(private readonly reports: QualityReports) {}

  @Get()
  async show(@Res() response: Response): Promise<void> {
    response.render('quality/quality', presentQuality(await this.reports.get()));
  }
}
