import { createLogger, NestLog } from '@app/platform';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { ApiModule, type ApiParts } from './api.module';
import { describeApi } from './docs/api-document';
import { ApiDocument } from './docs/docs.controller';
import { configureHttp } from './http/configure-http';
import { refuseUnmarkedRoutes } from './security/route-marks';

export interface ApiOptions extends ApiParts {
  /** Instead of JSON lines on standard output. */
  logger?: Logger;
}

/**
 * The HTTP process: pages and JSON API, ready to `listen`. `close()` lets running requests finish
 * and closes the database's connections.
 * @throws ConfigError; Error when a route does not say who may use it; whatever keeps it from starting
 */
export async function createApi(options: ApiOptions): Promise<NestExpressApplication> {
  const { config } = options;
  const logger = options.logger ?? createLogger(config);
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.with(options), {
    logger: new NestLog(logger),
    // Bodies are read by kind and by who sends them: see http/bodies.ts.
    bodyParser: false,
    abortOnError: false,
  });
  refuseUnmarkedRoutes(app);
  configureHttp(app, logger);
  app.get(ApiDocument).describeBy(() => describeApi(app, config.publicUrl));
  return app.init();
}
