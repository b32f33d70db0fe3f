import type { OwnedKind } from '@app/cases';
import { SetMetadata } from '@nestjs/common';

const seesKey = 'caseload:sees';

/** What a route shows that its mark of access does not name as owned. */
export type Sees = { list: string } | Readonly<Partial<Record<OwnedKind, string>>>;

/**
 * The route shows personal details: who asked stands in the audit. Reading what `Needs` calls owned
 * is told of without it, unless it takes a form or body to see it, as a preview does.
 * @param what the thing by the parameter of its address, as `{ site: 'id' }`; or a list by its name
 */
export const ShowsDetails = (what: Sees) => SetMetadata<string, Sees>(seesKey, what);

/** What the mark above says of a handler; null when it has none. */
export const seenBy = (handler: (...all: never[]) => unknown): Sees | null =>
  (Reflect.getMetadata(seesKey, handler) as Sees | undefined) ?? null;
