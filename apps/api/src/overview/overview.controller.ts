import type { Scope } from '@app/domain';
import type { Officer } from '@app/officers';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import { type AreaOverview, OverviewReader } from './overview.reader';
import { overviewSchema } from './overview.schemas';

@ApiTags('Measures')
@Needs('aggregates.read')
@Controller('api/v1/measures/overview')
export class OverviewController {
  constructor(private readonly reader: OverviewReader) {}

  @ApiOperation({
    operationId: 'getOverview',
    summary: 'The caseload of the whole area in counts: no home, person or officer.',
  })
  @ApiOkResponse({ description: 'The counts', standardSchema: overviewSchema })
  @Get()
  get(@CurrentOfficer() officer: Officer, @CurrentScope() scope: Scope): Promise<AreaOverview> {
    return this.reader.read(officer, scope);
  }
}
