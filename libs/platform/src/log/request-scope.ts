import { AsyncLocalStorage } from 'node:async_hooks';

/** Through what somebody acts. */
export type Via = 'page' | 'api' | 'letter' | 'mail' | 'command' | 'worker' | 'import';

/** What is known of whoever asks, for log lines and the audit. */
export interface RequestScope {
  requestId?: string;
  /** `officer:ID`, `link:ID`, `system:worker:JOB`, `command:VERB`; absent while nobody has shown who they are. */
  actor?: string;
  via?: Via;
  /** Where from, shortened so that it tells no single household: see `maskedNetwork`. */
  network?: string;
  /** The route, job or command that is at work, as a pattern without ids. */
  why?: string;
}

/** The request being answered, or the job or command at work; empty outside one. */
export const requestScope = new AsyncLocalStorage<RequestScope>();

/**
 * The present scope as the database takes it (JSON); null outside one, and then the audit names the
 * database's own user.
 */
export function scopeForAudit(): string | null {
  const scope = requestScope.getStore();
  if (!scope) return null;
  const { requestId, actor = 'nobody', via, network, why } = scope;
  return JSON.stringify({ actor, via, why, network, requestId });
}

/** Says who is asking, once it is known; without effect outside a request. */
export function actingIs(actor: string): void {
  const scope = requestScope.getStore();
  if (scope) scope.actor = actor;
}

/** Runs work of the program itself under a name of its own. @param actor e.g. `system:worker:sweep` */
export function actingAs<T>(actor: string, via: Via, work: () => T): T {
  return requestScope.run({ actor, via, why: actor.replace(/^[a-z]+:/, '') }, work);
}
