import { isMorningWish, londonDay, type MorningWish, morningWishes } from '@app/domain';
import { MorningLetters } from '@app/measures';
import type { Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';

const wishWords: Readonly<Record<MorningWish, string>> = {
  daily: 'Every working day',
  mondays: 'On the first working day of the week',
  off: 'Never',
};

/** Whether an officer wants the morning letter, and what it would say now. */
@ApiExcludeController()
@Needs('cases.read')
@Controller('account/morning-letter')
export class MorningLetterController {
  constructor(
    private readonly letters: MorningLetters,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Query('done') done: unknown,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.page(officer, response, [], done === 'kept' ? 'Your choice is kept.' : null);
  }

  @Post()
  async choose(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const wish = textOf(body, 'wish');
    if (!isMorningWish(wish)) {
      const problem = { field: 'wish', message: 'Choose when the letter comes' };
      return this.page(officer, response.status(422), [problem], null);
    }
    await this.letters.setWish(officer.id, wish);
    response.redirect(303, '/account/morning-letter?done=kept');
  }

  private async page(
    officer: Officer,
    response: Response,
    problems: readonly FormProblem[],
    notice: string | null,
  ): Promise<void> {
    const [wish, letter, hour] = await Promise.all([
      this.letters.wishOf(officer.id),
      this.letters.preview(officer.id, londonDay(this.clock.now())),
      this.letters.hour(),
    ]);
    response.render('morning-letter/morning-letter', {
      section: 'account',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      notice,
      wishes: morningWishes.map((value) => ({
        value,
        text: wishWords[value],
        checked: value === wish,
      })),
      wishError: errorOf(problems, 'wish'),
      canSend: this.letters.canSend,
      hour,
      letter,
    });
  }
}
