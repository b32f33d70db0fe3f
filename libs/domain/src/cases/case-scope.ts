/**
 * Whose cases somebody sees: everybody's, or those that these officers own. A lead sees all; an
 * officer the team's and those of whom they cover for (domain rules, section 6).
 */
export type Scope = { readonly all: true } | { readonly officerIds: readonly string[] };

/** For leads, where nobody made teams, and for the service itself. */
export const everyCase: Scope = { all: true };

/** Is a case of this owner among them? */
export const isInScope = (scope: Scope, ownerId: string): boolean =>
  'all' in scope || scope.officerIds.includes(ownerId);

/** Those of them that belong to one officer; all of them where nobody is named. */
export const narrowedTo = (scope: Scope, officerId: string | null | undefined): Scope =>
  officerId == null ? scope : { officerIds: isInScope(scope, officerId) ? [officerId] : [] };

/** The owners to look for; null where everybody's cases count. */
export const ownersIn = (scope: Scope): readonly string[] | null =>
  'all' in scope ? null : scope.officerIds;
