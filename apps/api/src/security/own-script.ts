import type { Response } from 'express';

/**
 * Lets our own script files run on this answer, and ask our own server; nothing else. Called before
 * the page is rendered. Every other page keeps the policy that runs no script at all.
 */
export function allowOwnScript(response: Response): void {
  const policy = String(response.get('Content-Security-Policy') ?? '');
  // Said twice it would count once, and browsers would complain.
  if (policy.includes('script-src')) return;
  response.set('Content-Security-Policy', `${policy};script-src 'self';connect-src 'self'`);
}
