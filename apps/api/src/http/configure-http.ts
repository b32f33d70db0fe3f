import { RightsRequests } from '@app/cases';
import { LetterBook } from '@app/letters';
import { ApiTokens } from '@app/officers';
import { CONFIG, Clock, Database, type RunningConfig } from '@app/platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { HttpMetrics } from '../metrics/http-metrics';
import { auditBanner } from '../officer/audit/audit-banner';
import { offerTour } from '../officer/help/tour-offer';
import { mailBanner } from '../officer/mail/mail-banner';
import { requestsBanner } from '../officer/privacy/requests-banner';
import { webhookBanner } from '../officer/webhooks/webhook-banner';
import { answerProblem } from '../problems/answer-problem';
import { refuseForeignForms } from '../security/csrf';
import { keptToReader, neverStored, securityHeaders } from '../security/headers';
import { limitUploads } from '../security/heavy-work';
import { identify } from '../security/identify';
import { sessions } from '../security/sessions';
import { offerShortcuts } from '../security/shortcuts';
import { configureViews } from '../views/configure-views';
import { practiceBanner } from '../views/practice-banner';
import { bodies } from './bodies';
import { requestLog } from './request-log';

/** Everything a request passes before it reaches a controller, in this order. */
export function configureHttp(app: NestExpressApplication, logger: Logger): void {
  const config = app.get<RunningConfig>(CONFIG);
  const db = app.get(Database);
  app.disable('x-powered-by');
  // Versions are the only entity tags; a hash of the answer would pass for one.
  app.set('etag', false);
  // With https a proxy stands before us, in our own network. Nobody else is believed about where a
  // request comes from.
  if (config.publicUrl.startsWith('https:'))
    app.set('trust proxy', 'loopback, linklocal, uniquelocal');

  app.use(requestLog(logger, app.get(HttpMetrics)));
  app.use(securityHeaders(config));
  app.use(keptToReader);
  configureViews(app, config);
  app.use(neverStored);
  app.use(sessions(config, db, app.get(Clock)));
  app.use(identify(app.get(ApiTokens)));
  app.use(offerShortcuts);
  app.use(offerTour);
  app.use(mailBanner(app.get(LetterBook, { strict: false })));
  app.use(auditBanner(db));
  app.use(webhookBanner(db));
  app.use(practiceBanner(db));
  app.use(requestsBanner(app.get(RightsRequests, { strict: false }), app.get(Clock)));
  app.use(refuseForeignForms(config));
  app.use(limitUploads(db));
  app.use(bodies());
  app.use(answerEarlyTrouble);
}

/** Trouble before any route is reached; Nest would forget what a body parser found wrong. */
const answerEarlyTrouble: ErrorRequestHandler = (error, request, response, _next) => {
  answerProblem(error, request, response);
};
