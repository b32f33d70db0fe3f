import { TasksService } from '@app/cases';
import { Conflict, findSecret } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { caseIdPipe } from '../case/case.controller';
import { CaseReader } from '../case/case.reader';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { CurrentOfficer, Needs } from '../../security/access';
import { callScript } from '../words/call-scripts';
import { webAddress } from '../words/web-address';
import { momentFromNow } from '../words/when';

/** One call: how to make it, and that it is done. What was learned is recorded on the case. */
@ApiExcludeController()
@Needs('cases.read', { task: 'id' })
@Controller('tasks')
export class TaskController {
  constructor(
    private readonly tasks: TasksService,
    private readonly reader: CaseReader,
    private readonly tokens: FormTokens,
  ) {}

  @Get(':id')
  async show(@Param('id', caseIdPipe) id: string, @Res() response: Response): Promise<void> {
    await this.render(id, response, '', []);
  }

  @Needs('cases.write')
  @Post(':id')
  async done(
    @Param('id', caseIdPipe) id: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const note = textOf(body, 'note');
    const problem = problemWith(note);
    if (problem) {
      response.status(422);
      return this.render(id, response, note, [{ field: 'note', message: problem }]);
    }
    const sending = { path: request.path, body, officerId: officer.id };
    const location = await this.tokens.once(sending, async () => {
      await this.complete(id, actorOf(officer), note || null);
      return '/?done=call';
    });
    response.redirect(303, location);
  }

  private async render(
    id: string,
    response: Response,
    note: string,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const task = await this.tasks.get(id);
    const view = await this.reader.read(task.caseId);
    const { submission } = view.state;
    response.render('task/task', {
      section: 'today',
      practice: view.case.practice,
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      note,
      noteError: errorOf(problems, 'note'),
      id,
      caseId: task.caseId,
      home: view.site.name,
      locationId: view.site.locationId,
      cqcUrl: webAddress(view.site.cqcUrl),
      ...callScript(task.kind),
      lookHref: task.about && callScript(task.kind).look?.href(task.about),
      due: momentFromNow(task.dueAt, view.now),
      submitted: submission && momentFromNow(submission.at, view.now),
      open: task.status === 'open',
      formToken: this.tokens.issue(),
    });
  }

  /** A call that somebody else finished, or that is not needed any more, is done all the same. */
  private async complete(id: string, actor: string, note: string | null): Promise<void> {
    try {
      await this.tasks.complete(id, actor, note);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}

const longestNote = 500;

/** What is wrong with a note, as a sentence; null when nothing is. */
function problemWith(note: string): string | null {
  const secret = findSecret(note);
  if (secret) return secret.message;
  return note.length > longestNote ? `Write at most ${longestNote} characters` : null;
}
