import { Teams } from '@app/officers';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { idOf } from '../../json/id-pipe';
import { Needs } from '../../security/access';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { refusals } from '../forms/refusals';
import { teamRows } from './officers.presenter';
import { noticeOf } from '../../views/notice';

/** Teams: who sees whose cases. */
@ApiExcludeController()
@Needs('officers.manage')
@Controller('teams')
export class TeamsController {
  constructor(private readonly teams: Teams) {}

  @Get()
  async list(@Query('done') done: unknown, @Res() response: Response): Promise<void> {
    const notice = noticeOf(notices, done);
    await this.show(response, '', [], notice);
  }

  @Post()
  async make(@Body() body: FormBody, @Res() response: Response): Promise<void> {
    const name = textOf(body, 'name');
    await this.change('made', response, name, () => this.teams.make(name), 'name');
  }

  @Post(':team/rename')
  async rename(
    @Param('team', idOf('team')) id: string,
    @Body() body: FormBody,
    @Res() response: Response,
  ): Promise<void> {
    await this.change('renamed', response, '', () => this.teams.rename(id, textOf(body, 'name')));
  }

  @Post(':team/remove')
  async remove(@Param('team', idOf('team')) id: string, @Res() response: Response): Promise<void> {
    await this.change('removed', response, '', () => this.teams.remove(id));
  }

  private async change(
    done: keyof typeof notices,
    response: Response,
    name: string,
    work: () => Promise<unknown>,
    field = '',
  ): Promise<void> {
    try {
      await work();
      response.redirect(303, `/teams?done=${done}`);
    } catch (error) {
      const problems = refusals(error).map(({ message }) => ({ field, message }));
      response.status(422);
      await this.show(response, name, problems, null);
    }
  }

  private async show(
    response: Response,
    name: string,
    problems: readonly FormProblem[],
    notice: string | null,
  ): Promise<void> {
    response.render('officers/teams', {
      section: 'officers',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      nameError: errorOf(problems, 'name'),
      teams: teamRows(await this.teams.list()),
      name,
      notice,
    });
  }
}

/** What the form just sent did. */
const notices: Readonly<Record<string, string>> = {
  made: 'The team is made. Put officers into it on their own pages.',
  renamed: 'The team has its new name.',
  removed: 'The team is gone. Its officers are without a team.',
};
