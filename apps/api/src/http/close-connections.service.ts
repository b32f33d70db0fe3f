import type { Server } from 'node:http';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** Requests still running this long after the stop are cut off. */
const patienceMs = 6_000;
const sweepMs = 100;

/**
 * Ends connections when the process stops: idle ones at once, as browsers keep them open for the
 * next page, and one with a request when that is answered, or when its time is up.
 */
@Injectable()
export class CloseConnections implements OnModuleDestroy {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleDestroy(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    if (!server.listening) return;
    const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
    const late = setTimeout(() => server.closeAllConnections(), patienceMs);
    server.once('close', () => {
      clearInterval(sweep);
      clearTimeout(late);
    });
  }
}
