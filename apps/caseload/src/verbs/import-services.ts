import { CasesModule, RegisterNews, UndoImport } from '@app/cases';
import { createLogger, NestLog, PlatformModule } from '@app/platform';
import { Imports } from '@app/providers';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pino from 'pino';
import type { VerbContext } from './on-migrated';

@Module({})
class CommandLine {}

/** What the verbs about imports are made of. */
export interface ImportServices {
  imports: Imports;
  /** Tells the open cases what an import changed for them. */
  news: RegisterNews;
  undoing: UndoImport;
}

/** The program's own parts, wired as in the worker, for as long as the work lasts. */
export async function withImportServices<T>(
  { config, clock }: Pick<VerbContext, 'config' | 'clock'>,
  work: (services: ImportServices) => Promise<T>,
): Promise<T> {
  const logger = createLogger(
    // Who runs a verb reads its result, not a log, unless they ask for one.
    process.env.LOG_LEVEL ? config : { logLevel: 'warn' },
    { destination: pino.destination(2) },
  );
  const root = {
    module: CommandLine,
    imports: [PlatformModule.forRoot(config, clock), CasesModule],
  };
  const app = await NestFactory.createApplicationContext(root, {
    logger: new NestLog(logger),
    abortOnError: false,
  });
  try {
    return await work({
      imports: app.get(Imports),
      news: app.get(RegisterNews),
      undoing: app.get(UndoImport),
    });
  } finally {
    await app.close();
  }
}
