import { type OwnedKind, Ownership } from '@app/cases';
import { can, meaningOf, type Permission } from '@app/officers';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { HttpRefusal } from '../problems/problem';
import { markOf } from './access';

/**
 * Lets through who may: those the table of permissions names, and of what belongs to a case those
 * who see that case.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly ownership: Ownership) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const mark = markOf(context.getClass(), context.getHandler());
    if (mark === 'public') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const { officer, scope } = request;
    if (!officer || !scope)
      throw new HttpRefusal(
        401,
        'sign-in-required',
        'Send a token that is good as "Authorization: Bearer TOKEN".',
        { 'WWW-Authenticate': 'Bearer' },
      );
    if (!mark) throw new Error(`${context.getClass().name} does not say who may use this.`);
    mustHave(request, mark.permission);
    for (const [kind, parameter] of Object.entries(mark.owned))
      await this.ownership.check(scope, kind as OwnedKind, String(request.params[parameter] ?? ''));
    return true;
  }
}

/**
 * For what only some ways of using a route need, as its address asks for more than others get.
 * @throws HttpRefusal 403
 */
export function mustHave({ officer }: Request, permission: Permission): void {
  if (!officer || !can(officer, permission))
    throw refusal(permission, officer?.scopes !== undefined);
}

function refusal(permission: Permission, byToken: boolean): HttpRefusal {
  const wanted = `${permission}: ${meaningOf[permission]}`;
  return new HttpRefusal(
    403,
    'not-permitted',
    byToken
      ? `This token may not do that, or its officer may not; it needs ${wanted}`
      : 'Your role does not open this. Ask a lead if you need it.',
  );
}
