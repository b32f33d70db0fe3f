import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What the provider is to say, and what goes wrong with it. */
export interface ProviderPart {
  account: { sub: string; claims: Readonly<Record<string, unknown>> };
  /** Claims of the id token that are not what they ought to be. */
  idToken?: Readonly<Record<string, unknown>>;
  /** In the id token's head, instead of RS256. */
  algorithm?: 'none' | 'HS256';
  /** The id token is signed by a key that is not the provider's. */
  signedByStranger?: boolean;
  /** It does not let the person in. */
  refuse?: boolean;
  /** It hangs up on everybody. */
  down?: boolean;
}

/** A real OpenID provider in a process of its own. */
export interface OpenIdProvider {
  issuer: string;
  plays(part: ProviderPart): Promise<void>;
  /**
   * Goes through the provider's pages as a browser does.
   * @returns path and query to which it sends the browser back
   */
  signIn(address: string): Promise<string>;
  stop(): Promise<void>;
}

export const providerClient = { clientId: 'caseload', clientSecret: 'what only the two know' };

/** @param path of the issuer's address; Microsoft's is like `/TENANT/v2.0` */
export async function startOpenIdProvider(redirectUri: string, path = ''): Promise<OpenIdProvider> {
  const child = fork(
    join(__dirname, 'openid-provider-process.mjs'),
    [path, providerClient.clientId, providerClient.clientSecret, redirectUri],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      env: { PATH: process.env.PATH },
    },
  );
  const { issuer } = await answerOf<{ issuer: string }>(child);
  return {
    issuer,
    async plays(part) {
      child.send(part);
      await answerOf(child);
    },
    signIn: (address) => walk(new URL(address), new URL(redirectUri)),
    async stop() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const done = new AbortController();
  const { signal } = done;
  const [answer] = await Promise.race([
    once(child, 'message', { signal }),
    once(child, 'exit', { signal }).then(() => {
      throw new Error('The provider ended before it answered.');
    }),
  ]).finally(() => done.abort());
  return answer as T;
}

/** Follows redirects, keeping cookies, until the browser would leave the provider. */
async function walk(start: URL, end: URL): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let step = 0; step < 8; step++) {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`The provider showed ${answer.status}: ${await answer.text()}`);
    url = new URL(location, url);
    if (url.origin === end.origin && url.pathname === end.pathname)
      return url.pathname + url.search;
  }
  throw new Error('The provider sends the browser in circles.');
}
