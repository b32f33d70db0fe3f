import { Database } from '@app/platform';
import { type FullImport, ImportChanges, readImport } from '@app/providers';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { caseIdPipe } from '../case/case.controller';
import type { FormBody } from '../forms/form';
import { PolicyNames } from '../policy/policy-names';
import { readChangeList } from './change-list';
import { presentImport } from './import.presenter';
import { type AskedChanges, readAskedChanges } from './which-changes';
import { Needs } from '../../security/access';
import { noticeOf } from '../../views/notice';

/** One import: what it changed. */
@ApiExcludeController()
@Needs('register.read')
@Controller('imports/:id')
export class ImportController {
  constructor(
    private readonly changes: ImportChanges,
    private readonly db: Database,
    private readonly names: PolicyNames,
  ) {}

  @Get()
  async page(
    @Param('id', caseIdPipe) id: string,
    @Query() query: FormBody,
    @Res() response: Response,
  ): Promise<void> {
    const found = await readImport(this.db, id);
    const names = await this.names.of([found.run.importedBy, found.run.undoneBy]);
    const at = {
      page: `/imports/${id}`,
      broughtIn: true,
      result: found.result,
      read: (search: Parameters<ImportChanges['ofImport']>[1]) => this.changes.ofImport(id, search),
    };
    const asked = readAskedChanges(query);
    response.render('imports/import', {
      section: 'imports',
      ...presentImport(found, names),
      notice: noticeOf(notices, query.done),
      changes: isListed(found) ? await readChangeList(at, asked) : null,
      exports: isListed(found) ? fileOf(id, asked) : null,
    });
  }
}

/** The list that is shown, as a file. */
const fileOf = (id: string, { showing, q }: AskedChanges): { list: string; query: string } => ({
  list: showing === 'aside' ? 'import-problems' : 'import-changes',
  query: new URLSearchParams({ import: id, show: showing, q }).toString(),
});

/** Bank holidays are no records of a register, and what was taken back is listed nowhere. */
const isListed = ({ run }: FullImport): boolean =>
  run.undoneAt === null && run.kind !== 'bank-holidays';

const notices: Readonly<Record<string, string>> = {
  imported: 'The file has been brought in.',
  undone: 'The import is taken back: the register is as it was before.',
};
