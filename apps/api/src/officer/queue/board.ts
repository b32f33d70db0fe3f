import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Queues } from '@app/platform';
import type { Express, RequestHandler } from 'express';

/** Where the board stands among our pages. */
export const boardPath = '/settings/queue/board';

/** What the board's own page is told; nothing of it comes from outside. */
const settings = {
  boardTitle: 'Queue – Caseload',
  hideDocsLink: true,
  hideRedisDetails: true,
  locale: { lng: 'en-GB' },
  miscLinks: [{ text: 'Back to Caseload', url: '/settings/queue' }],
};

/** Answers below `boardPath`; what it does not know it hands on. */
export interface Board {
  answer: RequestHandler;
}

/**
 * Bull Board over the queues of this process, on either backend. It serves JSON and its own files;
 * the page they belong in is ours (`boardHtml`), as its own asks another server for a typeface and
 * has style and script within.
 * @param readOnly whether every change is refused, by the board too
 */
export function makeBoard(queues: Queues, readOnly: boolean): Board {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(boardPath);
  createBullBoard({
    queues: queues.all().map((queue) => {
      const options = { readOnlyMode: readOnly, allowRetries: !readOnly };
      return new BullMQAdapter(queue, options);
    }),
    serverAdapter,
    options: { uiConfig: settings },
  });
  const router = serverAdapter.getRouter() as RequestHandler & Pick<Express, 'disable'>;
  // It is a service of its own, which would say of what it is made.
  router.disable('x-powered-by');
  return {
    answer: (request, response, next) => {
      const whole = request.url;
      request.url = whole.slice(boardPath.length) || '/';
      router(request, response, (error?: unknown) => {
        request.url = whole;
        next(error);
      });
    },
  };
}

/** Names of its files, as the page that comes with them says. */
const own = (() => {
  const page = readFileSync(
    join(dirname(require.resolve('@bull-board/ui/package.json')), 'dist/index.ejs'),
    'utf8',
  );
  const all = (pattern: RegExp): string[] =>
    [...page.matchAll(pattern)].map(([, name]) => name ?? '');
  return {
    styles: all(/href="(static\/css\/[\w.-]+\.css)"/g),
    scripts: all(/src="(static\/js\/[\w.-]+\.js)"/g),
  };
})();

/** The board's page: nothing within it runs or styles, and nothing comes from elsewhere. */
export const boardHtml = [
  '<!DOCTYPE html>',
  '<html lang="en">',
  '<head>',
  '<meta charset="utf-8">',
  '<meta name="viewport" content="width=device-width, initial-scale=1">',
  `<base href="${boardPath}/">`,
  `<title>${settings.boardTitle}</title>`,
  ...own.styles.map((name) => `<link rel="stylesheet" href="${boardPath}/${name}">`),
  '</head>',
  '<body>',
  `<script id="__UI_CONFIG__" type="application/json">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>`,
  '<div id="root"><p>This page needs JavaScript. <a href="/settings/queue">The queue in plain figures</a></p></div>',
  ...own.scripts.map((name) => `<script src="${boardPath}/${name}" defer></script>`),
  '</body>',
  '</html>',
  '',
].join('\n');
