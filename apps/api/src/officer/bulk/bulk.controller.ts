import { BulkActions, BulkReader, type Chooser, type Chosen } from '@app/cases';
import { BadInput, Conflict, londonDay, type Scope } from '@app/domain';
import { CaseFilters, casesHref, readCaseAsk, readGroup } from '@app/measures';
import { type Officer, Officers } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { ProvidersService } from '@app/providers';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { everyCaseAsked } from '../../bulk/every-case-asked';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { CasePeople } from '../case/case-people';
import { type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { refusals } from '../forms/refusals';
import {
  type BulkView,
  casesOrSites,
  presentChoosing,
  presentPreview,
  presentRecent,
  presentResult,
} from './bulk.presenter';
import { groupOf } from '../group/group-of';
import { mayOpen } from '../group/group.presenter';
import { type Doing, doingNamed } from './doing';
import { presentDoingForm } from './doing-form.presenter';
import { readDoingForm } from './read-doing-form';

/** Many cases: choose what to do, see what would happen, do it, see what came of it, take it back. */
@ApiExcludeController()
@Needs('cases.write')
@Controller('bulk')
export class BulkController {
  constructor(
    private readonly bulk: BulkActions,
    private readonly reader: BulkReader,
    private readonly filters: CaseFilters,
    private readonly tokens: FormTokens,
    private readonly people: CasePeople,
    private readonly officers: Officers,
    private readonly providers: ProvidersService,
    private readonly clock: Clock,
    private readonly db: Database,
  ) {}

  @Get()
  async recent(@CurrentOfficer() officer: Officer, @Res() response: Response): Promise<void> {
    const heads = await this.reader.recent(officer.id);
    response.render('bulk/recent', presentRecent(heads, this.clock.now()));
  }

  /** Takes the ticked cases and sites, or with `all=yes` every case of the list. */
  @Post()
  async choose(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const by = { officerId: officer.id, scope };
    try {
      const sending = { path: request.path, body, officerId: officer.id };
      const location = await this.tokens.once(sending, async () => {
        const id = await this.bulk.choose(await this.chosenBy(body, by), by);
        return textOf(body, 'all') === 'without' ? `/bulk/${id}?do=open-cases` : `/bulk/${id}`;
      });
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof BadInput) || error.code === 'form-token-missing') throw error;
      const page = { section: 'cases', message: error.message, backHref: backTo(body) };
      response.status(422).render('bulk/not-chosen', page);
    }
  }

  @Get(':id')
  async show(
    @Param('id') id: string,
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.read(id, query, officer, scope);
    const { state } = view.head;
    const isOpen = state === 'choosing' || state === 'previewing' || state === 'previewed';
    const named = textOf(query, 'do');
    if (isOpen && named) return this.showForm(doingNamed(named), view, scope, response, {}, []);
    if (state === 'choosing' || (isOpen && textOf(query, 'change') === 'yes'))
      return response.render('bulk/choose', presentChoosing(view));
    const formToken = this.tokens.issue();
    if (isOpen) response.render('bulk/preview', { ...presentPreview(view), formToken });
    else response.render('bulk/result', { ...presentResult(view), formToken });
  }

  @Post(':id/preview')
  async preview(
    @Param('id') id: string,
    @Query() query: FormBody,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.read(id, query, officer, scope);
    const doing = doingNamed(textOf(query, 'do'));
    const read = readDoingForm(doing, body, this.clock.now());
    try {
      if ('problems' in read) throw new BadInput('incomplete', '', problemsAt(read.problems));
      await this.bulk.preview(id, read.action, { officerId: officer.id, scope });
      response.redirect(303, `/bulk/${id}`);
    } catch (error) {
      if (error instanceof Conflict) throw error;
      const problems = refusals(error).map(({ field, message }) => ({
        field: field.split('/').at(-1) ?? '',
        message,
      }));
      response.status(422);
      await this.showForm(doing, view, scope, response, body, problems, true);
    }
  }

  /**
   * Does it once, however often its form is sent.
   * @returns the address of the action it leads to
   */
  private async once(
    id: string,
    by: { officerId: string; scope: Scope },
    { path }: Request,
    body: FormBody,
    work: () => Promise<string>,
  ): Promise<string> {
    await this.reader.head(id, by);
    const sending = { path, body, officerId: by.officerId };
    return this.tokens.once(sending, async () => `/bulk/${await work()}`);
  }

  @Post(':id/carry-out')
  async carryOut(
    @Param('id') id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const by = { officerId: officer.id, scope };
    const location = await this.once(id, by, request, body, async () => {
      await this.bulk.carryOut(id, Number(textOf(body, 'revision')), by);
      return id;
    });
    response.redirect(303, location);
  }

  @Post(':id/undo')
  async undo(
    @Param('id') id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const by = { officerId: officer.id, scope };
    const location = await this.once(id, by, request, body, async () => {
      await this.bulk.undo(id, by);
      return id;
    });
    response.redirect(303, location);
  }

  /** Those that were left alone or failed, as a choice of their own. */
  @Post(':id/again')
  async again(
    @Param('id') id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const by = { officerId: officer.id, scope };
    const location = await this.once(id, by, request, body, () => this.bulk.chooseAgain(id, by));
    response.redirect(303, location);
  }

  /** @throws BadInput more than are done in one go */
  private async chosenBy(body: FormBody, by: Chooser): Promise<Chosen> {
    const all = textOf(body, 'all');
    const group = textOf(body, 'group');
    if (all !== '' && group) return this.allOfGroup(group, body, by);
    if (all === 'yes') return { caseIds: await this.allOf(body, by), locationIds: [] };
    return { caseIds: textsOf(body, 'case'), locationIds: textsOf(body, 'site') };
  }

  /** All open cases of a group, or all its sites that may get one. */
  private async allOfGroup(group: string, body: FormBody, { scope }: Chooser): Promise<Chosen> {
    const provider = await this.providers.record(group);
    const which = groupOf(provider, textOf(body, 'whole') === 'yes');
    const sites = await readGroup(this.db, this.clock.now(), which, scope);
    return textOf(body, 'all') === 'without'
      ? { caseIds: [], locationIds: sites.filter(mayOpen).map((site) => site.locationId) }
      : {
          caseIds: sites.flatMap((site) => (site.case?.open ? [site.case.id] : [])),
          locationIds: [],
        };
  }

  /** @throws BadInput more than are done in one go */
  private async allOf(body: FormBody, by: Chooser): Promise<readonly string[]> {
    const filter = await this.filters.of(readCaseAsk(body), by);
    return everyCaseAsked(this.db, this.clock.now(), filter);
  }

  private async read(
    id: string,
    query: FormBody,
    officer: Officer,
    scope: Scope,
  ): Promise<BulkView> {
    const now = this.clock.now();
    const head = await this.reader.head(id, { officerId: officer.id, scope });
    const [rows, counts, officers] = await Promise.all([
      this.reader.rows(id, scope),
      this.reader.counts(id),
      this.people.officers(),
    ]);
    const context = { officers, today: londonDay(now) };
    return { head, rows, counts, context, now, whole: textOf(query, 'rows') === 'all' };
  }

  private async showForm(
    doing: Doing,
    { head, rows, now }: BulkView,
    scope: Scope,
    response: Response,
    body: FormBody,
    problems: readonly { field: string; message: string }[],
    sent = false,
  ): Promise<void> {
    const everybody = await this.officers.list();
    const canTake = everybody.filter(
      (one) =>
        one.role !== 'viewer' &&
        (doing.kind !== 'open-cases' || 'all' in scope || scope.officerIds.includes(one.id)),
    );
    const page = presentDoingForm(doing, {
      id: head.id,
      chosen: casesOrSites(rows),
      practice: rows.some(({ practice }) => practice),
      now,
      canTake,
      body,
      sent,
      problems,
    });
    response.render('bulk/form', page);
  }
}

/** Several texts of one name; one is a list of one. */
function textsOf(body: FormBody, name: string): string[] {
  const value = body[name];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one): one is string => typeof one === 'string' && one !== '');
}

const problemsAt = (problems: readonly { field: string; message: string }[]) =>
  problems.map(({ field, message }) => ({ pointer: `/${field}`, code: 'incomplete', message }));

/** Where the choice was made. */
function backTo(body: FormBody): string {
  const group = textOf(body, 'group');
  return group ? `/groups/${encodeURIComponent(group)}` : casesHref(readCaseAsk(body));
}
