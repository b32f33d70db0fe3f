import { CallsService } from '@app/cases';
import { BadInput, type CallMatter, callMatters, isUuid, NotFound } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { caseIdPipe } from '../case/case.controller';
import { type FormBody, textOf } from '../forms/form';
import { CurrentOfficer, Needs } from '../../security/access';
import { outcomePressed } from './call.presenter';

/**
 * The buttons of the rows of Today. Their forms carry no token, which would weigh on every row: a
 * second press finds the matter put off and changes nothing.
 */
@ApiExcludeController()
@Needs('cases.write', { case: 'id' })
@Controller('calls')
export class CallsController {
  constructor(private readonly calls: CallsService) {}

  @Post(':id/undo')
  async takeBack(
    @Param('id', caseIdPipe) id: string,
    @Query('whose') whose: unknown,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const fact = textOf(body, 'call');
    if (!isUuid(fact))
      throw new BadInput(
        'call-missing',
        'The form did not say which call to take back; open Today again, or take it back on the page of the case.',
      );
    await this.calls.takeBack(id, fact, actorOf(officer));
    response.redirect(303, `/?done=taken-back${mineOf(whose)}`);
  }

  @Post(':id/:matter/:row')
  async made(
    @Param('id', caseIdPipe) id: string,
    @Param('matter') matter: string,
    @Param('row') row: string,
    @Query('whose') whose: unknown,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const about = matterOf(matter);
    const place = placeOf(row);
    const outcome = outcomePressed(body);
    if (!outcome)
      throw new BadInput(
        'outcome-missing',
        'The form did not say how the call went; go back to Today and press one of the buttons of the row.',
      );
    const by = actorOf(officer);
    const fact = await this.calls.makeOnce(id, { about, outcome }, by);
    // Somebody else was first, or another button: whoever pressed must not think theirs is kept.
    const stood = fact.recordedBy !== by || fact.details.outcome !== outcome ? '&stood=yes' : '';
    response.redirect(303, `/?called=${fact.id}${stood}&row=${place}${mineOf(whose)}#r${place}`);
  }
}

const mineOf = (whose: unknown): string => (whose === 'mine' ? '&whose=mine' : '');

/** @throws NotFound the address names no matter */
function matterOf(text: string): CallMatter {
  const matter = callMatters.find((one) => one === text);
  if (!matter) throw new NotFound('no-such-page', 'There is no such page.');
  return matter;
}

/** @throws NotFound the address names no row */
function placeOf(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new NotFound('no-such-page', 'There is no such page.');
  return Number(text);
}
