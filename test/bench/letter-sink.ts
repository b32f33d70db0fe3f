import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/**
 * A mail server that takes everything at once and keeps only Message-IDs: as little work as can be,
 * so that what is measured is the sender.
 */
export class LetterSink {
  private readonly seen = new Set<string>();
  private readonly sockets = new Set<Socket>();
  private copies = 0;
  private waiting: { count: number; done: () => void } | null = null;
  private readonly server: Server;

  constructor() {
    this.server = createServer((socket) => this.converse(socket));
  }

  listen(): Promise<string> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => {
        resolve(`smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
      });
    });
  }

  /** Resolves when so many letters have come since `forget()`. */
  reached(count: number): Promise<void> {
    if (this.copies >= count) return Promise.resolve();
    return new Promise((done) => {
      this.waiting = { count, done };
    });
  }

  /** @returns letters and, among them, different ones since the last call; starts at none again */
  forget(): { letters: number; different: number } {
    const counts = { letters: this.copies, different: this.seen.size };
    this.seen.clear();
    this.copies = 0;
    return counts;
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private converse(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.setNoDelay(true);
    socket.write('220 sink ESMTP\r\n');
    let text = '';
    let inLetter = false;
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (;;) {
        const end = text.indexOf(inLetter ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const part = text.slice(0, end);
        text = text.slice(end + (inLetter ? 5 : 2));
        if (inLetter) this.take(part);
        inLetter = !inLetter && /^data$/i.test(part);
        socket.write(inLetter ? '354 go on\r\n' : answerTo(part));
      }
    });
  }

  private take(letter: string): void {
    this.seen.add(/^message-id:\s*(<[^>]*>)/im.exec(letter)?.[1] ?? '');
    this.copies++;
    if (this.waiting && this.copies >= this.waiting.count) {
      this.waiting.done();
      this.waiting = null;
    }
  }
}

function answerTo(line: string): string {
  const command = line.slice(0, 4).toUpperCase();
  if (command === 'EHLO') return '250-sink\r\n250 8BITMIME\r\n';
  if (command === 'QUIT') return '221 bye\r\n';
  return '250 OK\r\n';
}
