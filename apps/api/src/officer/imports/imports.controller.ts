import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { NotFound } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Database } from '@app/platform';
import { ImportRegister, type ImportResult } from '@app/providers';
import {
  Body,
  Controller,
  Get,
  Param,
  Post,
  Req,
  Res,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer } from '../../security/access';
import { caseIdPipe } from '../case/case.controller';
import type { FormBody } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { momentWords } from '../words/when';
import { presentImport } from './imports.presenter';

/** A file as the upload leaves it on disk. */
interface ReceivedFile {
  path: string;
  originalname: string;
  size: number;
}

interface RunRow {
  id: string;
  fileName: string;
  importedAt: string;
  result: ImportResult;
}

const upload = FileInterceptor('file', {
  dest: tmpdir(),
  limits: { files: 1, fileSize: 20 * 1024 * 1024, fields: 5, fieldSize: 1000 },
});

/** The whole file was refused: nothing was imported, and the form is shown again. */
class FileNotTaken extends Error {}

/** Bringing in the register of the CQC, and what each import did. */
@ApiExcludeController()
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly register: ImportRegister,
    private readonly db: Database,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async form(@Res() response: Response): Promise<void> {
    await this.show(response, null);
  }

  @Post()
  @UseInterceptors(upload)
  async send(
    @UploadedFile() file: ReceivedFile | undefined,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!file) return this.show(response, 'Choose the CSV file to import');
    // Browsers send names in UTF-8, which the upload reads as Latin-1.
    const fileName = Buffer.from(file.originalname, 'latin1').toString('utf8');
    const answers = { ...body, file: `${fileName} ${file.size}` };
    const sending = { path: request.path, body: answers, officerId: officer.id };
    try {
      const location = await this.tokens.once(sending, () =>
        this.import(file.path, fileName, actorOf(officer)),
      );
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof FileNotTaken)) throw error;
      await this.show(response, error.message);
    } finally {
      await rm(file.path, { force: true });
    }
  }

  @Get(':id')
  async result(@Param('id', caseIdPipe) id: string, @Res() response: Response): Promise<void> {
    const [run] = await this.db.query<RunRow>(
      `SELECT id, file_name AS "fileName", imported_at AS "importedAt", result
         FROM import_run WHERE id = $1 AND kind = 'cqc'`,
      [id],
    );
    if (!run) throw new NotFound('no-such-import', 'There is no such import.');
    response.render('imports/import', {
      section: 'imports',
      ...presentImport(run.result, run.importedAt),
    });
  }

  private async import(path: string, fileName: string, actor: string): Promise<string> {
    const result = await this.register.run({ kind: 'cqc', path, fileName, actor });
    if (result.refused) throw new FileNotTaken(result.refused.message);
    const [run] = await this.db.query<{ id: string }>(
      'SELECT id FROM import_run WHERE imported_by = $1 ORDER BY position DESC LIMIT 1',
      [actor],
    );
    return run ? `/imports/${run.id}` : '/imports';
  }

  private async show(response: Response, problem: string | null): Promise<void> {
    const runs = await this.db.query<RunRow>(
      `SELECT id, file_name AS "fileName", imported_at AS "importedAt"
         FROM import_run WHERE kind = 'cqc' ORDER BY position DESC LIMIT 10`,
    );
    if (problem) response.status(422);
    response.render('imports/imports', {
      section: 'imports',
      hasErrors: problem !== null,
      errors: problem ? [{ text: problem, href: '#file' }] : [],
      fileError: problem ? { text: problem } : undefined,
      runs: runs.map((run) => ({
        href: `/imports/${run.id}`,
        file: run.fileName,
        when: momentWords(run.importedAt),
      })),
      formToken: this.tokens.issue(),
    });
  }
}
