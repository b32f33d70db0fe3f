import { Caseloads } from '@app/cases';
import { londonDay } from '@app/domain';
import { actorOf, type Officer, type Role, Roster, roles, Teams } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { requireRecentSignIn } from '../../security/recent-sign-in';
import { InviteOfficer } from '../../sign-in/invite-officer.service';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { refusals } from '../forms/refusals';
import { mustChoose, roleWords } from './officer-words';
import { presentOfficers } from './officers.presenter';

/** Everybody who works here, and asking somebody new in. */
@ApiExcludeController()
@Needs('officers.manage')
@Controller('officers')
export class OfficersPagesController {
  constructor(
    private readonly roster: Roster,
    private readonly teams: Teams,
    private readonly caseloads: Caseloads,
    private readonly inviting: InviteOfficer,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query('done') done: unknown, @Res() response: Response): Promise<void> {
    const [roster, cases] = await Promise.all([this.roster.list(), this.caseloads.counts()]);
    response.render('officers/officers', {
      section: 'officers',
      ...presentOfficers(roster, cases, londonDay(this.clock.now())),
      notice: done === 'left' ? 'They can no longer sign in.' : null,
    });
  }

  @Get('invite')
  async form(@Req() request: Request, @Res() response: Response): Promise<void> {
    requireRecentSignIn(request, this.clock.now());
    await this.show(response, {}, []);
  }

  @Post('invite')
  async invite(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireRecentSignIn(request, this.clock.now());
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, async () => {
        const role = textOf(body, 'role') as Role;
        const input = { name: textOf(body, 'name'), email: textOf(body, 'email'), role };
        const invited = await this.inviting.invite(input, actorOf(officer));
        const team = textOf(body, 'team');
        if (team !== '') await this.teams.place(invited.id, team);
        return `/officers/${invited.id}?done=invited`;
      });
      response.redirect(303, location);
    } catch (error) {
      const problems = refusals(error).map(inOurWords).sort(asOnThePage);
      response.status(422);
      await this.show(response, body, problems);
    }
  }

  private async show(
    response: Response,
    body: FormBody,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const teams = await this.teams.list();
    const chosen = textOf(body, 'team');
    response.render('officers/invite', {
      section: 'officers',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      name: { value: textOf(body, 'name'), errorMessage: errorOf(problems, 'name') },
      email: { value: textOf(body, 'email'), errorMessage: errorOf(problems, 'email') },
      role: {
        items: roles.map((value) => ({
          value,
          text: roleWords[value].text,
          hint: { text: roleWords[value].hint },
          checked: textOf(body, 'role') === value,
        })),
        errorMessage: errorOf(problems, 'role'),
      },
      teams: mustChoose(
        'No team',
        teams.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen })),
      ),
      formToken: this.tokens.issue(),
    });
  }
}

const fields = ['name', 'email', 'role'];

/** Whoever presses no button has not mistyped a role. */
const inOurWords = (problem: FormProblem): FormProblem =>
  problem.field === 'role' ? { ...problem, message: 'Choose what they may do' } : problem;

const asOnThePage = (a: FormProblem, b: FormProblem): number =>
  fields.indexOf(a.field) - fields.indexOf(b.field);
