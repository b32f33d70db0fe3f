import { CasesService } from '@app/cases';
import { LetterBook, type LetterSummary } from '@app/letters';
import type { Page } from '@app/measures';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { cutPage } from '../json/cut-page';
import { idOf } from '../json/id-pipe';
import { type PageQuery, pageQuery } from '../json/lists';
import { type FollowUpAnswer, followUpList, presentFollowUp } from './follow-up.schemas';
import { letterList } from './letter.schemas';
import { StandingReader } from './standing.reader';
import { type StandingAnswer, standingSchema } from './standing.schemas';
import { Needs } from '../security/access';

/** What came of a case's facts. */
@ApiTags('Cases')
@Needs('cases.read', { case: 'id' })
@Controller('api/v1/cases/:id')
export class CasePartsController {
  constructor(
    private readonly cases: CasesService,
    private readonly letters: LetterBook,
    private readonly standings: StandingReader,
  ) {}

  @ApiOperation({
    operationId: 'getStanding',
    summary: 'Where a case stands: who acts and why, what is in the way, what is missing.',
  })
  @ApiOkResponse({ description: 'The standing', standardSchema: standingSchema })
  @Get('standing')
  async standing(@Param('id', idOf('case')) id: string): Promise<StandingAnswer> {
    return this.standings.read(await this.cases.get(id));
  }

  @ApiOperation({
    operationId: 'listFollowUps',
    summary: 'Every follow-up that was ever wanted, with the basis of its date.',
  })
  @ApiOkResponse({ description: 'Follow-ups, earliest due first', standardSchema: followUpList })
  @Get('follow-ups')
  async followUps(
    @Param('id', idOf('case')) id: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<FollowUpAnswer>> {
    const page = cutPage(await this.cases.followUps(id), query);
    return { ...page, items: page.items.map(presentFollowUp) };
  }

  @ApiOperation({ operationId: 'listLetters', summary: 'The letters of a case.' })
  @ApiOkResponse({ description: 'Letters, oldest first', standardSchema: letterList })
  @Needs('mail.read')
  @Get('letters')
  async lettersOf(
    @Param('id', idOf('case')) id: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<LetterSummary>> {
    await this.cases.get(id);
    return cutPage(await this.letters.forCase(id), query);
  }
}
