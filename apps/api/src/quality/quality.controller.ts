import { qualityChecks } from '@app/domain';
import { QualityReports } from '@app/providers';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { qualityReport, type QualityReportAnswer } from './quality.schemas';
import { Needs } from '../security/access';

@ApiTags('Sites')
@Needs('register.read')
@Controller('api/v1/quality')
export class QualityApiController {
  constructor(private readonly reports: QualityReports) {}

  @ApiOperation({
    operationId: 'getQuality',
    summary: 'What is missing or doubtful in the register.',
    description: '`GET /sites?quality=…` lists the sites of each check.',
  })
  @ApiOkResponse({ description: 'The counts', standardSchema: qualityReport })
  @Get()
  async get(): Promise<QualityReportAnswer> {
    const { found, ...report } = await this.reports.get();
    return {
      ...report,
      checks: qualityChecks.map(({ code, kind, title, advice }) => ({
        code,
        kind,
        title,
        advice,
        sites: found.get(code) ?? 0,
      })),
    };
  }
}
