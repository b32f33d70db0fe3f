import { type OwnedKind, Ownership } from '@app/cases';
import { audit, type AuditAction } from '@app/history';
import { Database } from '@app/platform';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request } from 'express';
import { from, mergeMap, type Observable } from 'rxjs';
import { markOf } from './access';
import { seenBy } from './readings';

/** How the audit calls the reading of each kind of thing. */
const actions: Readonly<Record<OwnedKind, AuditAction>> = {
  case: 'details-seen',
  task: 'details-seen',
  site: 'details-seen',
  link: 'details-seen',
  address: 'details-seen',
  letter: 'letter-read',
  message: 'message-read',
  answer: 'answer-read',
};

/**
 * Writes into the audit who reads what of a person, once a request, before the handler reads it: what
 * cannot be written down is not shown. Only what is there is told of.
 */
@Injectable()
export class ReadingsInterceptor implements NestInterceptor {
  constructor(
    private readonly db: Database,
    private readonly ownership: Ownership,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const sees = seenBy(context.getHandler() as () => unknown);
    // Forms change something, which is told by itself; some only show, and say so.
    if (request.method !== 'GET' && request.method !== 'HEAD' && !sees) return next.handle();
    if (sees && 'list' in sees)
      return from(audit(this.db, { action: 'details-seen', subject: `list:${sees.list}` })).pipe(
        mergeMap(() => next.handle()),
      );
    const mark = markOf(context.getClass(), context.getHandler());
    const owned = { ...(mark === 'public' ? {} : mark?.owned), ...sees };
    const [named] = Object.entries(owned) as [OwnedKind, string][];
    if (!named) return next.handle();
    const [kind, parameter] = named;
    const id = String(request.params[parameter] ?? '');
    return from(this.note(kind, id, request)).pipe(mergeMap(() => next.handle()));
  }

  private async note(kind: OwnedKind, id: string, request: Request): Promise<void> {
    const cases = await this.ownership.casesOf(kind, id);
    if (!cases) return;
    await audit(this.db, { action: actionOf(kind, request), subject: `${kind}:${id}`, cases });
  }
}

function actionOf(kind: OwnedKind, { path }: Request): AuditAction {
  if (kind === 'case' && path.endsWith('/facts')) return 'facts-read';
  if (kind === 'message' && path.includes('/attachments/')) return 'attachment-opened';
  return actions[kind];
}
