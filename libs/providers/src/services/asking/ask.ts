import { setTimeout as wait } from 'node:timers/promises';
import { type Ending, whatNext } from './what-next';

/** A service could not be read this time; the message finishes “… could not be read: ”. */
export class ServiceFailed extends Error {}

export interface Question {
  url: string;
  headers?: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

export interface Answer {
  /** 200, or 304 when it is as we know it. */
  status: number;
  headers: Headers;
  body: Buffer;
}

export interface AskingLimits {
  /** From the request to the last byte of one answer. */
  answerMs: number;
  /** No answer of these services comes near it. */
  mostBytes: number;
  /** How long to wait before asking again, for tests. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Spreads the waits. */
  chance: () => number;
}

const mostRedirects = 3;

/**
 * Asks a service and asks again as `whatNext` says. A redirect is followed within the same host only,
 * so that a key never goes elsewhere.
 * @throws ServiceFailed when it is given up; whatever `signal` was aborted with
 */
export async function ask(question: Question, limits: AskingLimits): Promise<Answer> {
  const pause = limits.wait ?? ((ms, signal) => wait(ms, undefined, { signal }));
  for (let tries = 1; ; tries++) {
    question.signal.throwIfAborted();
    const { ending, answer } = await once(question, limits);
    const next = whatNext(ending, tries, limits.chance());
    if (next.do === 'take' && answer) return answer;
    if (next.do === 'give-up') throw new ServiceFailed(next.why);
    if (next.do === 'again') await pause(next.inMs, question.signal);
  }
}

async function once(
  { url, headers = {}, signal }: Question,
  { answerMs, mostBytes }: AskingLimits,
): Promise<{ ending: Ending; answer?: Answer }> {
  const timeout = AbortSignal.timeout(answerMs);
  const either = AbortSignal.any([signal, timeout]);
  let response: Response;
  try {
    response = await follow(new URL(url), headers, either);
  } catch (error) {
    return { ending: endingOf(error, signal, timeout, 'no-connection') };
  }
  const { status } = response;
  const ending = { kind: 'answered', status, retryAfter: response.headers.get('Retry-After') };
  try {
    const body = await bodyOf(response, mostBytes);
    return { ending: ending as Ending, answer: { status, headers: response.headers, body } };
  } catch (error) {
    return { ending: endingOf(error, signal, timeout, 'broken-off') };
  }
}

function endingOf(
  error: unknown,
  signal: AbortSignal,
  timeout: AbortSignal,
  otherwise: 'no-connection' | 'broken-off',
): Ending {
  if (error instanceof ServiceFailed) throw error;
  signal.throwIfAborted();
  return { kind: timeout.aborted ? 'too-slow' : otherwise };
}

async function follow(
  start: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  let url = start;
  for (let redirects = 0; ; redirects++) {
    expectSafe(url);
    const response = await fetch(url, { headers, signal, redirect: 'manual' });
    const location = response.headers.get('Location');
    if (response.status === 304 || response.status < 300 || response.status > 399 || !location)
      return response;
    await response.body?.cancel();
    url = new URL(location, url);
    if (url.host !== start.host || url.protocol !== start.protocol)
      throw new ServiceFailed(`it sent us on to another address (${url.host})`);
    if (redirects >= mostRedirects) throw new ServiceFailed('it sent us from address to address');
  }
}

/** Keys and registers travel encrypted, but for tests on this machine. */
function expectSafe(url: URL): void {
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isHere)) return;
  throw new ServiceFailed('its address must begin with https://');
}

async function bodyOf(response: Response, mostBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  if (response.body)
    for await (const part of response.body) {
      bytes += part.byteLength;
      if (bytes > mostBytes) throw new ServiceFailed(`its answer is over ${mostBytes} bytes`);
      parts.push(part);
    }
  return Buffer.concat(parts);
}

/** @throws ServiceFailed when the answer is not JSON, a web page for instance */
export function jsonOf({ body }: Answer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceFailed('its answer is not JSON');
  }
}
