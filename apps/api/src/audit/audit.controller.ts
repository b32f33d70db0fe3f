import { type AuditLine, listAudit, type Page, readAuditDay } from '@app/measures';
import { Database } from '@app/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Needs } from '../security/access';
import { ShowsDetails } from '../security/readings';
import { auditList, auditQuery } from './audit.schemas';

@ApiTags('Audit')
@Needs('audit.read')
@Controller('api/v1/audit')
export class AuditApiController {
  constructor(private readonly db: Database) {}

  @ApiOperation({
    operationId: 'listAudit',
    summary: 'Who changed or saw what, the newest first; for leads.',
  })
  @ApiOkResponse({ description: 'Entries', standardSchema: auditList })
  @ShowsDetails({ list: 'audit' })
  @Get()
  list(
    @Query({ schema: auditQuery }) query: z.output<typeof auditQuery>,
  ): Promise<Page<AuditLine>> {
    const { actor, action, case: caseId, day, limit, cursor } = query;
    const filter = { actor, action, caseId, day: day ? readAuditDay(day) : undefined };
    return listAudit(this.db, filter, limit, cursor);
  }
}
