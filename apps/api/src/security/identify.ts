import { type ApiTokens, can, type Holder, type Officer, type Permission } from '@app/officers';
import { actingIs } from '@app/platform';
import type { Request, RequestHandler } from 'express';
import { isForPrograms, isForReaders } from '../problems/answer-problem';

declare global {
  // biome-ignore lint/style/noNamespace: that is how Express lets its request be extended
  namespace Express {
    interface Request {
      /**
       * Who is asking, if they have shown it, with what their token was narrowed to; what they may do
       * is the guard's business.
       */
      officer?: Officer & Holder;
    }
  }
}

/**
 * Finds out who is asking, before anything they send is read: by session for pages, by
 * `Authorization: Bearer` for programs. Never refuses.
 */
export function identify(tokens: ApiTokens): RequestHandler {
  return async (request, response, next) => {
    if (isForPrograms(request.path)) {
      const token = bearerToken(request);
      const holder = token ? await tokens.holderOf(token) : null;
      request.officer = holder ? { ...holder.officer, scopes: holder.scopes } : undefined;
      request.scope = holder?.scope;
    } else if (!isForReaders(request.path)) {
      // Who has come only part of the way is nobody yet.
      const { officer, scope, stage, isByOneFactor } = request.session;
      request.officer = stage === 'full' ? officer : undefined;
      request.scope = stage === 'full' ? scope : undefined;
      response.locals.officer = request.officer;
      response.locals.isByOneFactor = isByOneFactor;
      // What they set up is their own doing all the same.
      if (stage === 'enrol' && officer) actingIs(`officer:${officer.id}`);
      const { officer: who } = request;
      response.locals.can = (permission: Permission): boolean => !!who && can(who, permission);
    }
    if (request.officer) actingIs(`officer:${request.officer.id}`);
    next();
  };
}

function bearerToken(request: Request): string | null {
  return /^Bearer ([\w-]+)$/i.exec(request.get('Authorization') ?? '')?.[1] ?? null;
}
