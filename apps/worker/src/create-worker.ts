import {
  type Clock,
  createLogger,
  NestLog,
  PlatformModule,
  type RunningConfig,
} from '@app/platform';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Logger } from 'pino';
import { WorkerModule } from './worker.module';

@Module({})
class WorkerProcess {}

/**
 * Starts a worker: from here on it answers bells and sweeps. Closing it lets running jobs finish.
 * @param clock the computer's own unless a test gives another
 * @param logger JSON lines on standard output unless a test gives another
 */
export async function createWorker(
  config: RunningConfig,
  clock?: Clock,
  logger: Logger = createLogger(config),
): Promise<INestApplicationContext> {
  const root = {
    module: WorkerProcess,
    imports: [PlatformModule.forRoot(config, clock), WorkerModule],
  };
  return NestFactory.createApplicationContext(root, {
    logger: new NestLog(logger),
    abortOnError: false,
  });
}
