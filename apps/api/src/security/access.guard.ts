import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { HttpRefusal } from '../problems/problem';
import { type Access, accessKey } from './access';
import { isUnsafe } from './csrf';

/** Lets through who may; every route without a mark needs somebody signed in. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const { officer, method } = context.switchToHttp().getRequest<Request>();
    if (!officer)
      throw new HttpRefusal(
        401,
        'sign-in-required',
        'Send a token that is good as "Authorization: Bearer TOKEN".',
        { 'WWW-Authenticate': 'Bearer' },
      );
    if (access === 'leads' && officer.role !== 'lead')
      throw new HttpRefusal(403, 'leads-only', 'Only a lead may do this; ask one.');
    if (officer.role === 'viewer' && isUnsafe(method) && access !== 'viewers-too')
      throw new HttpRefusal(
        403,
        'read-only',
        'You may look at everything but change nothing; ask a lead for another role.',
      );
    return true;
  }
}
