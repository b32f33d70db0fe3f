import { actorOf, type Officer } from '@app/officers';
import {
  type Page,
  Quarantine,
  type QuarantinedRow,
  type RowCount,
  type SiteWithoutStatus,
} from '@app/providers';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { idOf } from '../json/id-pipe';
import { type PageQuery, pageQuery } from '../json/lists';
import { CurrentOfficer, Needs } from '../security/access';
import { DecideRow } from './decide-row.service';
import {
  quarantineCounts,
  quarantinedRow,
  quarantinedRowList,
  quarantineQuery,
  rowDecision,
  type RowWithSuggestions,
  rowWithSuggestions,
  siteWithoutStatusList,
  suggestionAnswer,
} from './quarantine.schemas';

/** Enough to choose from: what is further down resembles the row by chance. */
export const mostSuggestions = 5;

/** Rows of files that fit no site. */
@ApiTags('Quarantine')
@Needs('register.read')
@Controller('api/v1/quarantine')
export class QuarantineController {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly deciding: DecideRow,
  ) {}

  @ApiOperation({
    operationId: 'listQuarantine',
    summary: 'Rows that fit no site, of the newest file first.',
  })
  @ApiOkResponse({ description: 'Rows', standardSchema: quarantinedRowList })
  @Get()
  list(
    @Query({ schema: quarantineQuery }) query: z.output<typeof quarantineQuery>,
  ): Promise<Page<QuarantinedRow>> {
    return this.quarantine.list(query);
  }

  @ApiOperation({
    operationId: 'countQuarantine',
    summary: 'How many rows of each kind of file wait, and how many were decided.',
  })
  @ApiOkResponse({ description: 'Counts', standardSchema: quarantineCounts })
  @Get('counts')
  async counts(): Promise<{ counts: RowCount[] }> {
    return { counts: await this.quarantine.counts() };
  }

  @ApiOperation({
    operationId: 'listLikelyDsptRows',
    summary: 'Sites without a DSPT status that a row of the list resembles, by location ID.',
    description:
      'A hint to check the site’s ODS code; nothing can be decided here. A page may hold fewer than the limit, or none, and not be the last: `nextCursor` says.',
  })
  @ApiOkResponse({ description: 'Sites', standardSchema: siteWithoutStatusList })
  @Get('dspt')
  dspt(@Query({ schema: pageQuery }) query: PageQuery): Promise<Page<SiteWithoutStatus>> {
    return this.quarantine.likelyDsptRows(query);
  }

  @ApiOperation({
    operationId: 'getQuarantinedRow',
    summary: 'A row, and the sites it may be about.',
  })
  @ApiOkResponse({ description: 'The row', standardSchema: rowWithSuggestions })
  @Get(':id')
  async get(@Param('id', idOf('row')) id: string): Promise<RowWithSuggestions> {
    const row = await this.quarantine.get(id);
    const waits = row.state === 'waiting';
    const [found = []] = waits ? await this.quarantine.suggestions([row], mostSuggestions) : [];
    return { ...row, suggestions: found.map(suggestionAnswer) };
  }

  @ApiOperation({
    operationId: 'decideQuarantinedRow',
    summary: 'Say which site a row is of, that it is none of ours, or take that back.',
    description:
      'A decision is remembered for later files. A row that is of a site is brought in at once, as an import of its own; taking the decision back undoes that import.',
  })
  @ApiOkResponse({ description: 'As it stands now', standardSchema: quarantinedRow })
  @HttpCode(200)
  @Needs('register.decide')
  @Post(':id/decision')
  decide(
    @Param('id', idOf('row')) id: string,
    @Body({ schema: rowDecision }) body: z.output<typeof rowDecision>,
    @CurrentOfficer() me: Officer,
  ): Promise<QuarantinedRow> {
    const actor = actorOf(me);
    if (body.decision === 'match') return this.deciding.match(id, body.locationId, actor);
    if (body.decision === 'dismiss') return this.deciding.dismiss(id, actor);
    return this.deciding.undo(id, actor);
  }
}
