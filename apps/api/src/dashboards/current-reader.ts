import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { DashboardReader } from './dashboards.reader';

/** A handler's parameter: who reads, and whose cases they may see. Not for public routes. */
export const CurrentReader = createParamDecorator(
  (_: unknown, context: ExecutionContext): DashboardReader => {
    const { officer, scope } = context.switchToHttp().getRequest<Request>();
    if (!officer || !scope) throw new Error('Nobody is signed in on a public route.');
    return { officer, scope };
  },
);
