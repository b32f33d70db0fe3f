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
