import { BadInput, isUuid } from '@app/domain';
import { audit, lastAuditCheck } from '@app/history';
import {
  auditedActions,
  type AuditFilter,
  type AuditLine,
  homesOfCases,
  listAudit,
  type Page,
  readAuditDay,
} from '@app/measures';
import { Database } from '@app/platform';
import { csvOf } from '@app/providers';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Needs } from '../../security/access';
import { ShowsDetails } from '../../security/readings';
import { CasePeople } from '../case/case-people';
import { type FormBody, textOf } from '../forms/form';
import { momentWords } from '../words/when';
import { type AuditAsked, auditTable, type AuditNames, presentAudit } from './audit.presenter';

const atOnce = 50;
/** So many lines a file has at most, the newest. */
const mostLines = 10_000;

/** Who changed or saw what: for leads. */
@ApiExcludeController()
@Needs('audit.read')
@Controller('audit')
export class AuditController {
  constructor(
    private readonly db: Database,
    private readonly people: CasePeople,
  ) {}

  @ShowsDetails({ list: 'audit' })
  @Get()
  async show(@Query() query: FormBody, @Res() response: Response): Promise<void> {
    const asked = askedBy(query);
    const cursor = textOf(query, 'cursor');
    const { page, problem } = await this.read(asked, cursor);
    const [names, actions, last] = await Promise.all([
      this.namesOf(page.items, asked),
      auditedActions(this.db),
      lastAuditCheck(this.db),
    ]);
    if (problem) response.status(400);
    response.render('audit/audit', {
      section: 'audit',
      ...presentAudit(page, asked, names, actions, cursor !== ''),
      problem,
      last: last && { ...last, when: momentWords(last.at) },
    });
  }

  @Get('csv')
  async download(@Query() query: FormBody, @Res() response: Response): Promise<void> {
    const asked = askedBy(query);
    const { items } = await listAudit(this.db, filterOf(asked), mostLines);
    await audit(this.db, {
      action: 'export-made',
      subject: 'list:audit',
      details: { rows: items.length },
    });
    response
      .type('text/csv; charset=utf-8')
      .attachment('audit.csv')
      .send(csvOf(auditTable(items, await this.namesOf(items, asked))));
  }

  /** What cannot be understood is said above an empty list. */
  private async read(
    asked: AuditAsked,
    cursor: string,
  ): Promise<{ page: Page<AuditLine>; problem: string | null }> {
    try {
      const page = await listAudit(this.db, filterOf(asked), atOnce, cursor || undefined);
      return { page, problem: null };
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      return { page: { items: [], nextCursor: null }, problem: error.message };
    }
  }

  private async namesOf(lines: readonly AuditLine[], asked: AuditAsked): Promise<AuditNames> {
    const ids = [...new Set([...lines.flatMap((line) => line.cases.slice(0, 5)), asked.case])];
    const [officers, homes] = await Promise.all([
      this.people.officers(),
      homesOfCases(this.db, ids.filter(isUuid)),
    ]);
    return { officers, homes };
  }
}

export const askedBy = (query: FormBody): AuditAsked => ({
  actor: textOf(query, 'actor').slice(0, 100),
  action: textOf(query, 'action').slice(0, 100),
  case: textOf(query, 'case').slice(0, 36),
  day: textOf(query, 'day').slice(0, 10),
});

/** @throws BadInput */
export function filterOf(asked: AuditAsked): AuditFilter {
  if (asked.case && !isUuid(asked.case))
    throw new BadInput(
      'invalid-case',
      'That is no id of a case; come here from the page of a case.',
    );
  return {
    actor: asked.actor || undefined,
    action: asked.action || undefined,
    caseId: asked.case || undefined,
    day: asked.day ? readAuditDay(asked.day) : undefined,
  };
}
