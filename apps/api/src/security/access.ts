import type { Officer } from '@app/officers';
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';

/** Who may use a route. Without a mark: everyone signed in, viewers for reading only. */
export type Access = 'public' | 'leads' | 'viewers-too';

/** The metadata key under which the guard finds the mark. */
export const accessKey = 'caseload:access';

/** Open to everyone, signed in or not. */
export const Public = () => SetMetadata<string, Access>(accessKey, 'public');

/** For leads alone. */
export const LeadsOnly = () => SetMetadata<string, Access>(accessKey, 'leads');

/** A POST that changes nothing, or nothing but the caller's own session. */
export const ViewersToo = () => SetMetadata<string, Access>(accessKey, 'viewers-too');

/** A handler's parameter: who is asking. Not for public routes, where it may be nobody. */
export const CurrentOfficer = createParamDecorator(
  (_: unknown, context: ExecutionContext): Officer => {
    const { officer } = context.switchToHttp().getRequest<Request>();
    if (!officer) throw new Error('Nobody is signed in on a public route.');
    return officer;
  },
);
