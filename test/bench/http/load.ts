import { connect, type Socket } from 'node:net';
import { timed } from '../measuring';

/** An answer that was read whole. */
export interface HttpAnswer {
  status: number;
  /** Bytes of the body. */
  length: number;
}

/**
 * One connection that is kept open and sends one request after the other. Does as little as can be:
 * a client that works hard would hide what the server costs.
 */
class HttpConnection {
  private received: Buffer = Buffer.alloc(0);
  private waiting: { done(answer: HttpAnswer): void; fail(error: Error): void } | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.read(chunk));
    socket.on('error', (error) => this.waiting?.fail(error));
    socket.on('close', () => this.waiting?.fail(new Error('The server closed the connection.')));
  }

  static open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new HttpConnection(socket)));
      socket.once('error', reject);
    });
  }

  send(request: string): Promise<HttpAnswer> {
    return new Promise((done, fail) => {
      this.waiting = { done, fail };
      this.socket.write(request);
    });
  }

  close(): void {
    this.waiting = null;
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.waiting?.fail(new Error(`No length in the answer: ${head}`));
      return;
    }
    if (this.received.length < end + 4 + Number(length)) return;
    this.received = Buffer.alloc(0);
    const waiting = this.waiting;
    this.waiting = null;
    waiting?.done({ status: Number(head.slice(9, 12)), length: Number(length) });
  }
}

export interface Load {
  port: number;
  clients: number;
  count: number;
  /** The whole request, head and body. */
  request: (n: number) => string;
  /** What every answer must be. */
  status: number;
}

/** @returns answers a second */
export async function rateOf({ port, clients, count, request, status }: Load): Promise<number> {
  const connections = await Promise.all(
    Array.from({ length: clients }, () => HttpConnection.open(port)),
  );
  let next = 0;
  const seconds = await timed(async () => {
    const work = async (connection: HttpConnection): Promise<void> => {
      while (next < count) {
        const answer = await connection.send(request(next++));
        if (answer.status !== status)
          throw new Error(`The answer was ${answer.status}, not ${status}.`);
      }
    };
    await Promise.all(connections.map(work));
  });
  for (const connection of connections) connection.close();
  return count / seconds;
}

/** Requests one after the other by one reader. @returns how long each took, milliseconds */
export async function latenciesOf({
  port,
  count,
  request,
  status,
}: Omit<Load, 'clients'>): Promise<number[]> {
  const connection = await HttpConnection.open(port);
  const latencies: number[] = [];
  for (let n = 0; n < count; n++) {
    const text = request(n);
    const seconds = await timed(async () => {
      const answer = await connection.send(text);
      if (answer.status !== status)
        throw new Error(`The answer was ${answer.status}, not ${status}.`);
    });
    latencies.push(seconds * 1000);
  }
  connection.close();
  return latencies;
}

/** One request, on a connection of its own. */
export async function answerTo(port: number, request: string): Promise<HttpAnswer> {
  const connection = await HttpConnection.open(port);
  try {
    return await connection.send(request);
  } finally {
    connection.close();
  }
}

/** A request without a body. */
export function getRequest(path: string, headers: Record<string, string> = {}): string {
  return head('GET', path, headers);
}

export function postRequest(
  path: string,
  headers: Record<string, string>,
  body: Record<string, unknown>,
): string {
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  const all = { ...headers, 'Content-Type': 'application/json', 'Content-Length': length };
  return `${head('POST', path, all)}${text}`;
}

function head(method: string, path: string, headers: Record<string, string>): string {
  const lines = Object.entries({ Host: '127.0.0.1', ...headers }).map(([k, v]) => `${k}: ${v}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
