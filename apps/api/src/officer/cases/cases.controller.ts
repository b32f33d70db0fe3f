import { londonDay, type Scope, type WaitingOn } from '@app/domain';
import { type CaseFilter, listCases } from '@app/measures';
import type { Officer } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { type FormBody, textOf } from '../forms/form';
import { waitingWords } from '../words/case-words';
import { presentCases } from './cases.presenter';

const atOnce = 50;

/** Cases by what happens next, seen from several sides. */
@ApiExcludeController()
@Needs('cases.read')
@Controller('cases')
export class CasesController {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const onlyMine = textOf(query, 'whose') === 'mine';
    const cursor = textOf(query, 'cursor');
    const filter = filterOf(query);
    const page = await listCases(
      this.db,
      this.clock.now(),
      { ...filter, scope, ...(onlyMine ? { officerId: officer.id } : {}) },
      atOnce,
      cursor || undefined,
    );
    const asked = { filter, onlyMine, laterPage: cursor !== '' };
    response.render('cases/cases', presentCases(page, asked, londonDay(this.clock.now())));
  }
}

/** What cannot be understood in the address is left out: the list is then longer, never wrong. */
function filterOf(query: FormBody): Omit<CaseFilter, 'scope'> {
  const waitingOn = textOf(query, 'waitingOn');
  return {
    ...(Object.hasOwn(waitingWords, waitingOn) ? { waitingOn: waitingOn as WaitingOn } : {}),
    ...(textOf(query, 'breached') === 'yes' ? { breached: true } : {}),
    ...(textOf(query, 'stalled') === 'yes' ? { stalled: true } : {}),
    ...(textOf(query, 'open') === 'no' ? { open: false } : {}),
  };
}
