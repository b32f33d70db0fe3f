import type { NestExpressApplication } from '@nestjs/platform-express';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** An address the process answers, with places such as `:id`. */
export interface Route {
  method: Method;
  path: string;
}

export const nameOf = ({ method, path }: { method: string; path: string }): string =>
  `${method} ${path}`;

export const isApi = ({ path }: Pick<Route, 'path'>): boolean => path.startsWith('/api/');

/** Every route there is, as Express knows them, so that no new one can be forgotten. */
export function routesOf(app: NestExpressApplication): Route[] {
  const { router } = app.getHttpAdapter().getInstance() as {
    router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
  };
  return router.stack.flatMap(({ route }) =>
    route
      ? Object.keys(route.methods).map((method) => ({
          method: method as Method,
          path: route.path,
        }))
      : [],
  );
}
