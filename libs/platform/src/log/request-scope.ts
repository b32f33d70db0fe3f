import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line written while a request is answered carries. */
export interface RequestScope {
  requestId: string;
}

/** The request being answered; empty outside one. */
export const requestScope = new AsyncLocalStorage<RequestScope>();
