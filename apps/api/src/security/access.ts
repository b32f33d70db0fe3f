import type { OwnedKind } from '@app/cases';
import type { Scope } from '@app/domain';
import type { Holder, Officer, Permission } from '@app/officers';
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';

declare global {
  // biome-ignore lint/style/noNamespace: that is how Express lets its request be extended
  namespace Express {
    interface Request {
      /** Whose cases the one who is asking may see; found out with who it is. */
      scope?: Scope;
    }
  }
}

/** What a route asks of who comes: a permission, and that what its address names be theirs. */
export interface Needed {
  permission: Permission;
  owned: Owned;
}

/** Kind of thing, and the parameter of the address with its id. */
type Owned = Readonly<Partial<Record<OwnedKind, string>>>;

const neededKey = 'caseload:needs';
const publicKey = 'caseload:public';

/** Open to everyone, signed in or not. */
export const Public = () => SetMetadata<string, true>(publicKey, true);

/**
 * What a route needs; of one handler, or of all of a controller. The handler's permission counts
 * before the controller's; what either of them calls owned is looked at. A route without any mark
 * is refused to everyone, and keeps the process from starting.
 * @param owned which parameters of the address name something that belongs to a case, as
 * `{ case: 'id' }`; where it is not there, or another team's, the answer is the same 404
 */
export const Needs = (permission: Permission, owned: Owned = {}) =>
  SetMetadata<string, Needed>(neededKey, { permission, owned });

type Marked = abstract new (...all: never[]) => unknown;

/** What is said of a route: by its handler, its controller or both; null when nothing is. */
export function markOf(controller: Marked, handler: unknown): Needed | 'public' | null {
  const read = <T>(key: string, target: unknown): T | undefined =>
    Reflect.getMetadata(key, target as object) as T | undefined;
  if (read(publicKey, handler)) return 'public';
  const own = read<Needed>(neededKey, handler);
  if (!own && read(publicKey, controller)) return 'public';
  const ofAll = read<Needed>(neededKey, controller);
  const permission = own?.permission ?? ofAll?.permission;
  return permission ? { permission, owned: { ...ofAll?.owned, ...own?.owned } } : null;
}

/** A handler's parameter: who is asking. Not for public routes, where it may be nobody. */
export const CurrentOfficer = createParamDecorator(
  (_: unknown, context: ExecutionContext): Officer & Holder => {
    const { officer } = context.switchToHttp().getRequest<Request>();
    if (!officer) throw new Error('Nobody is signed in on a public route.');
    return officer;
  },
);

/** A handler's parameter: whose cases the one who is asking may see. For every list of cases. */
export const CurrentScope = createParamDecorator((_: unknown, context: ExecutionContext): Scope => {
  const { scope } = context.switchToHttp().getRequest<Request>();
  if (!scope) throw new Error('Nobody is signed in on a public route.');
  return scope;
});
