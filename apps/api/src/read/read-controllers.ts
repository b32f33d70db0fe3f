import type { Scope } from '@app/domain';
import { readRows, type ReadTable, readTables } from '@app/measures';
import { Clock, CONFIG, Database, type RunningConfig } from '@app/platform';
import { Controller, Get, Inject, Query, Req, Res, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Temporal } from 'temporal-polyfill';
import { CurrentScope, Needs } from '../security/access';
import { type ReadQuery, readQuery, readSchema } from './read.schemas';
import { linkOf, sendRows } from './send-rows';

/** The route of one flat table, for programs that draw reports. */
function readController(table: ReadTable): Type<unknown> {
  const { name, meaning, columns } = table;
  @ApiTags('Reports')
  @Needs('reports.read')
  @Controller('api/v1/read')
  class ReadController {
    constructor(
      private readonly db: Database,
      private readonly clock: Clock,
      @Inject(CONFIG) private readonly config: RunningConfig,
    ) {}

    @ApiOperation({
      operationId: `read${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      summary: `${meaning} Flat, for reports; CSV by Accept.`,
    })
    @ApiOkResponse({ description: 'Rows', standardSchema: readSchema(table) })
    @Get(name)
    async read(
      @Query({ schema: readQuery }) query: ReadQuery,
      @CurrentScope() scope: Scope,
      @Req() request: Request,
      @Res() response: Response,
    ): Promise<void> {
      const { limit, cursor, changedSince } = query;
      const { items, nextCursor, changesCursor } = await readRows(this.db, table, {
        scope,
        now: this.clock.now(),
        limit,
        ...(cursor ? { cursor } : {}),
        ...(changedSince ? { changedSince: Temporal.Instant.from(changedSince) } : {}),
      });
      const linkTo = (asked: Record<string, string | undefined>): string =>
        linkOf(this.config.publicUrl, name, { limit: String(limit), ...asked });
      sendRows(request, response, {
        columns: columns.map((one) => one.name),
        items,
        nextLink: nextCursor && linkTo({ changedSince, cursor: nextCursor }),
        ...(table.isFollowed
          ? { changesLink: changesCursor && linkTo({ cursor: changesCursor }) }
          : {}),
      });
    }
  }
  return ReadController;
}

export const readControllers = readTables.map(readController);
