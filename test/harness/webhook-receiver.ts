import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signatureHeaders } from '@app/cases';

/** A delivery as it arrived. */
export interface Arrived {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** What a receiver does with one delivery. */
export type Treatment = 'take' | 'refuse' | 'take-and-fail' | 'drop' | 'hang' | 'redirect';

/** A program elsewhere: a real server that treats each delivery as it is told to. */
export class WebhookReceiver {
  readonly arrived: Arrived[] = [];
  treat: (nth: number) => Treatment = () => 'take';
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const receiver = new WebhookReceiver(server, `http://127.0.0.1:${port}/in`);
    let nth = 0;
    server.on('request', (request, response) => {
      const treatment = receiver.treat(nth++);
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (piece: string) => {
        body += piece;
      });
      request.on('end', (): void => {
        if (treatment === 'drop') return void response.socket?.destroy();
        if (treatment === 'take' || treatment === 'take-and-fail')
          receiver.arrived.push({ headers: request.headers, body });
        if (treatment === 'hang') return;
        const statuses = { take: 204, refuse: 503, 'take-and-fail': 500, redirect: 302 };
        response.writeHead(statuses[treatment], { location: '/elsewhere' }).end();
      });
    });
    return receiver;
  }

  /** Whether a delivery is signed by this secret. */
  isSignedBy(secret: string, { headers, body }: Arrived): boolean {
    const timestamp = Number(headers['webhook-timestamp']);
    const signed = { id: String(headers['webhook-id']), timestamp, body };
    const own = signatureHeaders(signed, [secret])['webhook-signature'];
    return String(headers['webhook-signature']).split(' ').includes(own);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
