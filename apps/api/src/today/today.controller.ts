import { narrowedTo, type Scope } from '@app/domain';
import { jsonWithOwnReasons, todayAsJson } from '@app/measures';
import { Clock, Database, Sealer } from '@app/platform';
import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { todaySchema } from './today.schemas';
import { CurrentScope, Needs } from '../security/access';

const todayQuery = z.strictObject({
  officer: z
    .uuid('must be an officer’s id')
    .optional()
    .describe('Only what concerns the cases of this officer.'),
});

@ApiTags('Today')
@Needs('cases.read')
@Controller('api/v1/today')
export class TodayController {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  /** The database writes the JSON; it goes out as it stands, but for people's own reasons. */
  @ApiOperation({ operationId: 'getToday', summary: 'What needs somebody now.' })
  @ApiOkResponse({ description: 'Today', standardSchema: todaySchema })
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Get()
  async today(
    @Query({ schema: todayQuery }) { officer }: z.output<typeof todayQuery>,
    @CurrentScope() scope: Scope,
  ): Promise<string> {
    const json = await todayAsJson(this.db, this.clock.now(), narrowedTo(scope, officer));
    return jsonWithOwnReasons(this.db, this.sealer, json);
  }
}
