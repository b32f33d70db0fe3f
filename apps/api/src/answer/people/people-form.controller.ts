import { randomUUID } from 'node:crypto';
import { type FormTimes, type OpenedForm, PeopleFormDoor, PeopleFormService } from '@app/cases';
import { personFields, type PersonField } from '@app/domain';
import { SitesService } from '@app/providers';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type FormBody, textOf } from '../../officer/forms/form';
import { HttpRefusal } from '../../problems/problem';
import { Public } from '../../security/access';
import { allowOwnScript } from '../../security/own-script';
import {
  calledOn,
  presentConflict,
  presentPeopleList,
  presentPerson,
  type PersonShowing,
  shellOf,
  type Typed,
} from './people-pages.presenter';

type Shell = ReturnType<typeof shellOf>;

/** An opened link with what every page of the form shows. */
interface Visit extends OpenedForm {
  shell: Shell;
}

const rowKey = /^(p[1-9]\d{0,8}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The form on which a home names its people, behind a link in a letter: no account, no script
 * needed. Looking changes nothing; every change is the press of a button.
 */
@ApiExcludeController()
@Public()
@Controller('a/:token/people')
export class PeopleFormController {
  constructor(
    private readonly door: PeopleFormDoor,
    private readonly form: PeopleFormService,
    private readonly sites: SitesService,
  ) {}

  @Get()
  async list(
    @Param('token') token: string,
    @Query('did') did: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, response);
    if (visit) await this.showList(visit, response, did);
  }

  @Get('add')
  async add(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const visit = await this.visit(token, response);
    if (!visit) return;
    this.showPerson({ key: randomUUID(), mark: 'new', saved: null }, visit, response);
  }

  @Get('sent')
  async sent(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const visit = await this.visit(token, response);
    if (!visit) return;
    const { shell, row } = visit;
    const { people } = (await this.form.read(row.id)).state;
    const count = people.filter(({ removedOn }) => removedOn === null).length;
    response.render('answer/people/sent', { ...shell, count });
  }

  /** What saving would say of one box. Answers the small script on the page; changes nothing. */
  @Post('check')
  async check(
    @Param('token') token: string,
    @Body() body: FormBody,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, response);
    if (!visit) return;
    const key = keyOf(textOf(body, 'key'));
    const field = personFields.find((f) => f === textOf(body, 'field'));
    const value = textOf(body, 'value');
    const problems =
      field && value !== ''
        ? await this.form.tryEntry(visit.row.id, { key, typed: { [field]: value } })
        : [];
    const found = problems.find((problem) => problem.field === field);
    response.json({ message: found?.message ?? null });
  }

  @Post('send')
  async send(
    @Param('token') token: string,
    @Body() body: FormBody,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, response);
    if (!visit) return;
    const { link, row, shell } = visit;
    const actor = `provider:${link.letterId ?? link.id}`;
    const outcome = await this.form.sendIn(row.id, textOf(body, 'mark'), actor);
    if (outcome.did === 'recorded' || outcome.did === 'nothing-new') {
      response.redirect(303, `${shell.base}/sent`);
      return;
    }
    response.status(outcome.did === 'changed' ? 409 : 422);
    await this.showList(visit, response, null, [{ text: notSent[outcome.did] }]);
  }

  @Get(':key')
  async person(
    @Param('token') token: string,
    @Param('key') key: string,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, response);
    if (!visit) return;
    const row = await this.rowOf(visit, key);
    this.showPerson({ key: row.key, mark: row.mark, saved: row.entry }, visit, response);
  }

  @Post(':key')
  async save(
    @Param('token') token: string,
    @Param('key') given: string,
    @Body() body: FormBody,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, response);
    if (!visit) return;
    const { shell, row } = visit;
    const key = keyOf(given);
    const typed = typedIn(body);
    const mark = textOf(body, 'mark');
    const outcome = await this.form.save(row.id, { key, mark, typed });
    if (outcome.did === 'conflict') {
      const { theirs, yours } = outcome;
      const page = presentConflict(theirs, yours, { key, typed }, shell);
      response.status(409).render('answer/people/conflict', { ...page, newKey: randomUUID() });
      return;
    }
    const isKept = outcome.did === 'saved';
    if (isKept && outcome.problems.length === 0) {
      response.redirect(303, `${shell.base}?did=saved`);
      return;
    }
    response.status(422);
    const saved = (await this.form.read(row.id)).rows.find((r) => r.key === key);
    const showing: PersonShowing = {
      key,
      mark: isKept ? outcome.row.mark : (saved?.mark ?? 'new'),
      saved: saved?.entry ?? null,
      typed,
      problems: outcome.problems,
      isKept,
    };
    this.showPerson(showing, visit, response);
  }

  @Get(':key/remove')
  async askRemoval(
    @Param('token') token: string,
    @Param('key') key: string,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, response);
    if (!visit) return;
    const row = await this.rowOf(visit, key);
    response.render('answer/people/remove', {
      ...visit.shell,
      who: calledOn(row),
      isRecorded: row.recorded !== null,
      action: `${visit.shell.base}/${row.key}/remove`,
    });
  }

  @Post(':key/remove')
  async remove(
    @Param('token') token: string,
    @Param('key') key: string,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, response);
    if (!visit) return;
    const { shell, row } = visit;
    await this.form.setRemoved(row.id, keyOf(key), true);
    response.redirect(303, `${shell.base}?did=removed`);
  }

  @Post(':key/keep')
  async keep(
    @Param('token') token: string,
    @Param('key') key: string,
    @Res() response: Response,
  ): Promise<void> {
    const visit = await this.visit(token, response);
    if (!visit) return;
    const { shell, row } = visit;
    await this.form.setRemoved(row.id, keyOf(key), false);
    response.redirect(303, `${shell.base}?did=kept`);
  }

  /** Null after sending the reader to the page that says what to do about a link that opens nothing. */
  private async visit(token: string, response: Response): Promise<Visit | null> {
    const opened = await this.door.open(token);
    if (!opened) {
      response.redirect(303, `/a/${encodeURIComponent(token)}`);
      return null;
    }
    const site = await this.sites.get(opened.row.locationId);
    const home = { name: site.name, town: site.town, practice: opened.row.practice };
    const mayAnswer = opened.link.purpose !== 'people';
    return { ...opened, shell: shellOf(home, `/a/${token}`, mayAnswer) };
  }

  private async rowOf({ row, shell }: Visit, key: string) {
    const found = (await this.form.read(row.id)).rows.find((r) => r.key === keyOf(key));
    if (found) return found;
    throw new HttpRefusal(
      404,
      'no-such-row',
      `They are not on the list of ${shell.home} any more.`,
    );
  }

  private async showList(
    { link, row, shell }: Visit,
    response: Response,
    did: unknown,
    errors: readonly { text: string }[] = [],
  ): Promise<void> {
    const form = await this.form.read(row.id);
    const times: FormTimes | null = await this.form.times(row.id);
    const page = presentPeopleList(form, times, shell, link.expiresAt, did);
    response.render('answer/people/list', { ...page, errors, hasErrors: errors.length > 0 });
  }

  private showPerson(showing: PersonShowing, { shell }: Visit, response: Response): void {
    allowOwnScript(response);
    response.render('answer/people/person', presentPerson(showing, shell));
  }
}

const notSent = {
  incomplete: 'Something is still missing; see below. Nothing has been sent yet.',
  changed:
    'Somebody else has changed the list since you looked. Check it as it is now, then send it.',
} as const;

function keyOf(text: string): string {
  if (rowKey.test(text)) return text;
  throw new HttpRefusal(404, 'no-such-row', 'There is nobody of that kind on the list.');
}

/** The boxes that were sent; one that was not sent is left as it is. */
const typedIn = (body: FormBody): Typed =>
  Object.fromEntries(
    personFields
      .filter((field: PersonField) => typeof body[field] === 'string')
      .map((field) => [field, textOf(body, field)]),
  );
