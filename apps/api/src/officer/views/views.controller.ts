import { type SavedView, SavedViews, viewLists } from '@app/measures';
import type { Officer } from '@app/officers';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { idOf } from '../../json/id-pipe';
import { CurrentOfficer, Needs } from '../../security/access';
import { viewNotices } from '../cases/view-notices';
import { errorList, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { refusals } from '../forms/refusals';
import { noticeOf } from '../../views/notice';

/** Views of lists that officers keep: to name, share, open by themselves, rename and delete. */
@ApiExcludeController()
@Needs('cases.read')
@Controller('views')
export class ViewsController {
  constructor(
    private readonly views: SavedViews,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async list(
    @Query('done') done: unknown,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const notice = noticeOf(viewNotices, done);
    await this.show(response, officer, [], notice);
  }

  @Needs('cases.write')
  @Post()
  async keep(
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const list = viewLists.find((one) => one === textOf(body, 'list')) ?? 'cases';
    const view = {
      list,
      name: textOf(body, 'name'),
      query: textOf(body, 'query'),
      shared: textOf(body, 'shared') === 'yes',
      isDefault: textOf(body, 'default') === 'yes',
    };
    const sending = { path: request.path, body, officerId: officer.id };
    await this.change(response, officer, () =>
      this.tokens.once(sending, async () => {
        const id = await this.views.save(officer, view);
        return `${list === 'cases' ? '/cases' : '/stalled'}?view=${id}&done=view-kept`;
      }),
    );
  }

  @Needs('cases.write')
  @Post(':view/rename')
  async rename(
    @Param('view', idOf('view')) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.change(response, officer, async () => {
      await this.views.rename(officer, id, textOf(body, 'name'));
      return '/views?done=view-renamed';
    });
  }

  /** Leads to the list as the view showed it, where it can be kept again. */
  @Needs('cases.write')
  @Post(':view/delete')
  async remove(
    @Param('view', idOf('view')) id: string,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.change(response, officer, async () => {
      const { list, query } = await this.views.remove(officer, id);
      const page = list === 'cases' ? '/cases' : '/stalled';
      return `${page}?${query ? `${query}&` : 'view=all&'}done=view-deleted`;
    });
  }

  private async change(
    response: Response,
    officer: Officer,
    work: () => Promise<string>,
  ): Promise<void> {
    try {
      response.redirect(303, await work());
    } catch (error) {
      const problems = refusals(error);
      response.status(422);
      await this.show(response, officer, problems, null);
    }
  }

  private async show(
    response: Response,
    officer: Officer,
    problems: readonly FormProblem[],
    notice: string | null,
  ): Promise<void> {
    response.render('views/views', {
      section: 'cases',
      hasErrors: problems.length > 0,
      errors: errorList(problems.map(({ message }) => ({ field: '', message }))),
      views: (await this.views.list(officer)).map((view) => row(view, officer)),
      formToken: this.tokens.issue(),
      notice,
    });
  }
}

const row = (view: SavedView, { role }: Officer) => ({
  id: view.id,
  name: view.name,
  href: view.href,
  query: view.query,
  list: view.list,
  shared: view.shared,
  isDefault: view.isDefault,
  mine: view.mine,
  mayDelete: view.mine || role === 'lead',
  about: [
    view.list === 'cases' ? 'Cases' : 'Stalled',
    view.mine ? (view.shared ? 'everybody sees it' : 'only you see it') : `kept by ${view.officer}`,
    ...(view.mine && view.isDefault ? ['the list opens with it'] : []),
  ].join(' · '),
});
