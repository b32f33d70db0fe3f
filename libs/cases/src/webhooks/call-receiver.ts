import dns from 'node:dns';
import { Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as TlsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { answerWithinSeconds, isTakenIn } from '@app/domain';
import { isPublicAddress } from './public-address';

/** What came of calling a receiver. */
export interface ReceiverAnswer {
  takenIn: boolean;
  /** For the page: what it answered, or why it could not be called. Never a word of its own. */
  words: string;
  /** Seconds it asked to be left alone; null when it did not. */
  retryAfter: number | null;
}

/** Calls receivers: one POST each, no redirects, a limit of time, no address inside. */
export class ReceiverCalls {
  private readonly agents = {
    'http:': new Agent({ keepAlive: true, timeout: 30_000 }),
    'https:': new TlsAgent({ keepAlive: true, timeout: 30_000 }),
  };

  /** @param insideAllowed addresses of this machine and of private networks may be called */
  constructor(
    private readonly insideAllowed: boolean,
    private readonly withinMs = answerWithinSeconds * 1000,
  ) {}

  /** @param stop gives the call up; it counts as not answered */
  post(
    address: string,
    headers: Record<string, string>,
    body: string,
    stop?: AbortSignal,
  ): Promise<ReceiverAnswer> {
    const url = new URL(address);
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    // A name is looked at when it is resolved; an address that is written out is never resolved.
    const isWrittenOut = /^[\d.]+$/.test(literal) || literal.includes(':');
    if (isWrittenOut && !this.insideAllowed && !isPublicAddress(literal))
      return Promise.resolve(failed(inside));
    const tooLate = AbortSignal.timeout(this.withinMs);
    const signal = stop ? AbortSignal.any([tooLate, stop]) : tooLate;
    return new Promise((resolve) => {
      const isTls = url.protocol === 'https:';
      const call = (isTls ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent: this.agents[isTls ? 'https:' : 'http:'],
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: this.lookup,
        signal,
      });
      call.on('response', (response) => {
        resolve(answered(response));
        let heard = 0;
        response.on('error', () => undefined);
        // What it says besides counts for nothing; who has much to say is cut off.
        response.on('data', (piece: Buffer) => {
          heard += piece.length;
          if (heard > mostHeard) response.destroy();
        });
      });
      call.on('error', (error) =>
        resolve(failed(tooLate.aborted ? noAnswer(this.withinMs) : wordsOf(error))),
      );
      // Who would speak another protocol gives neither an answer nor an error.
      call.on('close', () => resolve(failed(brokenOff)));
      call.end(body);
    });
  }

  close(): void {
    for (const agent of Object.values(this.agents)) agent.destroy();
  }

  /** Looked at where the connection is made, so that a name cannot stand for something else then. */
  private readonly lookup: LookupFunction = (hostname, options, done) => {
    dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      if (!this.insideAllowed && addresses.some(({ address }) => !isPublicAddress(address)))
        return done(Object.assign(new Error(inside), { code: insideCode }), '', 0);
      const [first] = addresses;
      if (options.all) return done(null, addresses);
      done(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}

const mostHeard = 16_384;

const insideCode = 'EINSIDE';
const inside = 'The address leads to this machine or a private network, which is not called.';

const brokenOff = 'The connection was broken off.';

const failed = (words: string): ReceiverAnswer => ({ takenIn: false, words, retryAfter: null });

const noAnswer = (ms: number): string => `No answer within ${Math.round(ms / 1000)} seconds.`;

function answered({ statusCode = 0, headers }: IncomingMessage): ReceiverAnswer {
  const asked = Number(headers['retry-after']);
  const isRedirect = statusCode >= 300 && statusCode < 400;
  return {
    takenIn: isTakenIn(statusCode),
    words: isRedirect
      ? `Answered ${statusCode}: redirects are not followed, give the address it leads to.`
      : `Answered ${statusCode}.`,
    retryAfter: Number.isFinite(asked) && asked > 0 ? asked : null,
  };
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Its name is not known.',
  EAI_AGAIN: 'Its name could not be looked up.',
  ECONNREFUSED: 'Nobody answers there.',
  ECONNRESET: brokenOff,
  ETIMEDOUT: 'The connection could not be made in time.',
  [insideCode]: inside,
};

function wordsOf(error: NodeJS.ErrnoException): string {
  const code = error.code ?? '';
  if (reasons[code]) return reasons[code];
  const isTls = /CERT|TLS|SSL|SELF_SIGNED|ALTNAME/.test(code);
  return isTls ? 'Its certificate is not good.' : 'The connection failed.';
}
