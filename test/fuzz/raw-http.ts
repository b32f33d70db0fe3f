import { Agent, request as ask } from 'node:http';
import { connect } from 'node:net';
import type { FuzzRequest } from './make-requests';

export interface RawAnswer {
  /** 0 when the connection ended without an answer. */
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  ms: number;
}

/** Sends requests as they are, also those that no client would send. */
export class RawHttp {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });

  constructor(private readonly port: number) {}

  async send(request: FuzzRequest): Promise<RawAnswer> {
    const began = performance.now();
    const answer = isCivil(request) ? await this.civil(request) : await this.raw(request);
    return { ...answer, ms: performance.now() - began };
  }

  close(): void {
    this.agent.destroy();
  }

  private civil({ method, path, headers, body }: FuzzRequest): Promise<Omit<RawAnswer, 'ms'>> {
    return new Promise((resolve) => {
      const sent: Record<string, string | string[]> = {};
      for (const [name, value] of headers) sent[name] = value;
      if (body) sent['Content-Length'] = String(body.length);
      const asked = ask(
        { host: '127.0.0.1', port: this.port, method, path, headers: sent, agent: this.agent },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => void chunks.push(chunk));
          const done = () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text: Buffer.concat(chunks).toString('utf8'),
            });
          answer.once('end', done);
          answer.once('error', done);
        },
      );
      asked.once('error', () => resolve({ status: 0, headers: {}, text: '' }));
      // One that waits for something that never comes is an answer that never came.
      asked.setTimeout(30_000, () => asked.destroy());
      asked.end(body ?? undefined);
    });
  }

  private raw({ method, path, headers, body }: FuzzRequest): Promise<Omit<RawAnswer, 'ms'>> {
    return new Promise((resolve) => {
      const lines = [
        `${method} ${path} HTTP/1.1`,
        ...(headers.some(([name]) => name === 'Host') ? [] : ['Host: localhost']),
        'Connection: close',
        ...headers.map(([name, value]) => `${name}: ${value}`),
        ...(body ? [`Content-Length: ${body.length}`] : []),
      ];
      const chunks: Buffer[] = [];
      const socket = connect(this.port, '127.0.0.1', () => {
        socket.write(`${lines.join('\r\n')}\r\n\r\n`);
        if (body) socket.write(body);
      });
      socket.setTimeout(30_000, () => socket.destroy());
      socket.on('data', (chunk) => void chunks.push(chunk));
      socket.on('error', () => undefined);
      socket.once('close', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
        resolve({ status, headers: {}, text });
      });
    });
  }
}

const plain = /^[\x21-\x7e]*$/;

/** Whether Node's own client would send it. */
const isCivil = ({ path, headers }: FuzzRequest): boolean =>
  plain.test(path) &&
  headers.every(
    ([name, value]) =>
      /^[\x20-\x7e]*$/.test(value) && !['Host', 'Expect', 'Upgrade'].includes(name),
  );
