import {
  BulkActions,
  type BulkActionInput,
  type BulkHead,
  BulkReader,
  type Chooser,
} from '@app/cases';
import type { Scope } from '@app/domain';
import { CaseFilters, type Page } from '@app/measures';
import type { Officer } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { askOf } from '../cases/case.schemas';
import { cutPage } from '../json/cut-page';
import { idOf } from '../json/id-pipe';
import { pageQuery, type PageQuery } from '../json/lists';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import { everyCaseAsked } from './every-case-asked';
import {
  type BulkRowAnswer,
  bulkRows,
  bulkSchema,
  carryOutBulk,
  newBulk,
  presentBulk,
  presentRow,
} from './bulk.schemas';

type NewBulk = z.output<typeof newBulk>;
type Bulk = z.output<typeof bulkSchema>;

/** One thing done to many cases: looked at, carried out, taken back. */
@ApiTags('Cases')
@Needs('cases.write')
@Controller('api/v1/bulk')
export class BulkApiController {
  constructor(
    private readonly bulk: BulkActions,
    private readonly reader: BulkReader,
    private readonly filters: CaseFilters,
    private readonly clock: Clock,
    private readonly db: Database,
  ) {}

  @ApiOperation({
    operationId: 'previewBulk',
    summary: 'What one thing would do to each of many cases. Changes no case.',
    description:
      'Every row is tried as it would be carried out, and rolled back. Few rows are done before the answer; ask for the action until its state is `previewed`. What is not there for you is left out and counted.',
  })
  @ApiCreatedResponse({ description: 'The action, with its preview', standardSchema: bulkSchema })
  @Post()
  async preview(
    @Body({ schema: newBulk }) body: NewBulk,
    @CurrentOfficer() me: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<Bulk> {
    const by = { officerId: me.id, scope };
    const caseIds = body.all ? await this.allOf(body.all, by) : (body.cases ?? []);
    const id = await this.bulk.choose({ caseIds, locationIds: body.sites ?? [] }, by);
    return this.present(await this.bulk.preview(id, actionOf(body, me.id), by));
  }

  @ApiOperation({
    operationId: 'getBulk',
    summary: 'How far an action on many cases is. Only for who made it.',
  })
  @ApiOkResponse({ description: 'The action', standardSchema: bulkSchema })
  @Get(':id')
  async get(
    @Param('id', idOf('bulk')) id: string,
    @CurrentOfficer() me: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<Bulk> {
    return this.present(await this.reader.head(id, { officerId: me.id, scope }));
  }

  @ApiOperation({
    operationId: 'listBulkRows',
    summary: 'What would happen, or happened, to each case, in the order chosen.',
  })
  @ApiOkResponse({ description: 'Rows', standardSchema: bulkRows })
  @Get(':id/rows')
  async rows(
    @Param('id', idOf('bulk')) id: string,
    @Query({ schema: pageQuery }) query: PageQuery,
    @CurrentOfficer() me: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<Page<BulkRowAnswer>> {
    await this.reader.head(id, { officerId: me.id, scope });
    return cutPage((await this.reader.rows(id, scope)).map(presentRow), query);
  }

  @ApiOperation({
    operationId: 'carryOutBulk',
    summary: 'Do what the preview showed, to the rows it showed as allowed.',
    description:
      'A transaction a row: one that fails keeps no other back, and one whose case has changed since is skipped. Letters wait ten minutes, so that they can be taken back.',
  })
  @ApiOkResponse({ description: 'The action', standardSchema: bulkSchema })
  @HttpCode(200)
  @Post(':id/carry-out')
  async carryOut(
    @Param('id', idOf('bulk')) id: string,
    @Body({ schema: carryOutBulk }) { revision }: z.output<typeof carryOutBulk>,
    @CurrentOfficer() me: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<Bulk> {
    return this.present(await this.bulk.carryOut(id, revision, { officerId: me.id, scope }));
  }

  @ApiOperation({
    operationId: 'undoBulk',
    summary: 'Take back what was done.',
    description:
      'By retractions, handing back, reopening or closing. Rows changed since, or whose letter has gone, are left and listed.',
  })
  @ApiOkResponse({ description: 'The action', standardSchema: bulkSchema })
  @HttpCode(200)
  @Post(':id/undo')
  async undo(
    @Param('id', idOf('bulk')) id: string,
    @CurrentOfficer() me: Officer,
    @CurrentScope() scope: Scope,
  ): Promise<Bulk> {
    return this.present(await this.bulk.undo(id, { officerId: me.id, scope }));
  }

  private async present(head: BulkHead): Promise<Bulk> {
    return presentBulk(head, await this.reader.counts(head.id));
  }

  /** @throws BadInput more than are done in one go */
  private async allOf(all: NonNullable<NewBulk['all']>, by: Chooser): Promise<readonly string[]> {
    const filter = await this.filters.of(askOf(all), by);
    return everyCaseAsked(this.db, this.clock.now(), filter);
  }
}

function actionOf({ action }: NewBulk, me: string): BulkActionInput {
  return action.do === 'open-cases' ? { do: action.do, officerId: action.officer ?? me } : action;
}
