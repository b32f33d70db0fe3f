import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { secretsIn } from './search-fields';
import { SecretRefusal } from './secret-refusal';

/**
 * The one place where every text of every form, body and search is looked at before anything else
 * reads it: no handler, schema, log or kept answer ever sees a passcode, password or contact ID.
 */
@Injectable()
export class RefuseSecretsGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const fields = [request.query, request.body].flatMap((sent: unknown) =>
      secretsIn(sent, request.path),
    );
    if (fields.length > 0) throw new SecretRefusal(fields);
    return true;
  }
}
