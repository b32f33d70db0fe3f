import { type INestApplication, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { markOf, type Needed } from './access';

/** One route, and what it asks of who comes. */
export interface MarkedRoute {
  /** `get`, `post`, … */
  method: string;
  /** As Express knows it: `/cases/:id`. */
  path: string;
  /** `CaseController.show`: where it is written. */
  at: string;
  mark: Needed | 'public' | null;
}

/** Every route there is, with its mark. */
export function markedRoutes(app: Pick<INestApplication, 'get'>): MarkedRoute[] {
  const scanner = new MetadataScanner();
  const classes = [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as new () => object),
  );
  return [...new Set(classes)].flatMap((controller) => {
    const under = pathsOf(controller);
    const prototype = controller.prototype as Record<string, unknown>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name] as object;
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const mark = markOf(controller, handler);
      return under.flatMap((start) =>
        pathsOf(handler).map((end) => ({
          method: (RequestMethod[method] ?? '').toLowerCase(),
          path: joined(start, end),
          at: `${controller.name}.${name}`,
          mark,
        })),
      );
    });
  });
}

/** @throws Error naming each route of which nobody said who may use it */
export function refuseUnmarkedRoutes(app: Pick<INestApplication, 'get'>): void {
  const unmarked = markedRoutes(app).filter(({ mark }) => mark === null);
  if (unmarked.length === 0) return;
  const names = unmarked.map(({ method, path, at }) => `${method} ${path} (${at})`);
  throw new Error(
    `Say with @Needs or @Public who may use these routes: ${names.join(', ')}. Nothing is opened until then.`,
  );
}

const pathsOf = (target: object): string[] =>
  [Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined]
    .flat()
    .map((path) => path ?? '');

const joined = (...parts: string[]): string =>
  `/${parts.flatMap((part) => part.split('/').filter(Boolean)).join('/')}`;
