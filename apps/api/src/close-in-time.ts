import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';

/** Requests still running after this many milliseconds are cut off. */
const patienceMs = 8_000;

/** Takes no new requests, lets running ones finish for a while, and closes everything. */
export async function closeInTime(app: INestApplication): Promise<void> {
  const server = app.getHttpServer() as Server;
  const late = setTimeout(() => server.closeAllConnections(), patienceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(late);
  }
}
