import type { ConnectionOptions } from 'node:tls';
import { ImapFlow } from 'imapflow';
import { Temporal } from 'temporal-polyfill';
import { mailLimits } from '../limits';
import type { ImapAccess } from './imap-access';

/** A message that lies in the folder. */
export interface FoundMessage {
  uid: number;
  /** As the server says, in bytes. */
  size: number;
  /** When the server had it. */
  receivedAt: Temporal.Instant;
}

/** How long each step may take, in milliseconds. */
export interface ImapPatience {
  connect: number;
  greeting: number;
  /** Between two signs of life. */
  silence: number;
  /** For one visit as a whole, so that a server that drips cannot hold it for ever. */
  visit: number;
}

const usualPatience: ImapPatience = {
  connect: 15_000,
  greeting: 15_000,
  silence: 30_000,
  visit: 10 * 60_000,
};

/** One FETCH asks for so much at most. */
const atOnce = { messages: 100, bytes: 10 * 1024 * 1024 };

/** A visit took longer than it may. */
class OutOfTime extends Error {
  readonly code = 'OutOfTime';
}

/** The association's mailbox on its mail server. Nothing is changed there unless it was told to. */
export class ImapMailbox {
  private client: ImapFlow | null = null;

  /** @param trust certificates to trust besides the usual ones, for tests */
  constructor(
    readonly access: ImapAccess,
    private readonly patience: ImapPatience = usualPatience,
    private readonly trust: ConnectionOptions = {},
  ) {}

  /**
   * Signs in, opens the folder, and closes the connection when the work is done or fails.
   * @throws whatever the connection met, or the work threw
   */
  async visit<T>(work: (folder: ImapFolder) => Promise<T>): Promise<T> {
    const client = this.newClient();
    this.client = client;
    let died: Error | undefined;
    client.on('error', (error) => {
      died ??= error;
    });
    const timer = setTimeout(() => {
      died ??= new OutOfTime('The visit took too long.');
      client.close();
    }, this.patience.visit);
    try {
      await client.connect();
      const { folder, after } = this.access;
      const opened = await client.mailboxOpen(folder, { readOnly: after === 'leave' });
      const result = await work(new ImapFolder(client, after, opened.uidValidity, opened.uidNext));
      await client.logout();
      return result;
    } catch (error) {
      // What broke the connection says more than the command that found it broken.
      throw died ?? error;
    } finally {
      clearTimeout(timer);
      client.close();
      this.client = null;
    }
  }

  /** Cuts a visit short. */
  stop(): void {
    this.client?.close();
  }

  private newClient(): ImapFlow {
    const { host, port, tls, user, password } = this.access;
    return new ImapFlow({
      host,
      port,
      secure: tls === 'required',
      ...(tls === 'none' && { doSTARTTLS: false }),
      auth: { user, pass: password },
      tls: this.trust,
      // Its log would hold addresses and subjects.
      logger: false,
      disableAutoIdle: true,
      clientInfo: { name: 'Caseload' },
      connectionTimeout: this.patience.connect,
      greetingTimeout: this.patience.greeting,
      socketTimeout: this.patience.silence,
      maxLineLength: 1024 * 1024,
      maxLiteralSize: mailLimits.message + 1024,
      maxResponseSize: mailLimits.message + 2 * 1024 * 1024,
    });
  }
}

/** The folder, while a visit lasts. */
export class ImapFolder {
  readonly uidValidity: string;

  constructor(
    private readonly client: ImapFlow,
    private readonly after: ImapAccess['after'],
    uidValidity: bigint,
    /** Every message that lay there when the folder was opened has a smaller UID. */
    readonly uidNext: number,
  ) {
    this.uidValidity = String(uidValidity);
  }

  /**
   * The messages after a UID, in order.
   * @param since leaves out what the server had before this day; null leaves out nothing
   */
  async newerThan(lastUid: number, since: Temporal.PlainDate | null): Promise<FoundMessage[]> {
    const uids = await this.client.search(
      { uid: `${lastUid + 1}:*`, ...(since && { since: since.toString() }) },
      { uid: true },
    );
    // `n:*` always names the last message, even when it comes before n.
    const newer = (uids || []).filter((uid) => uid > lastUid).sort((a, b) => a - b);
    const found: FoundMessage[] = [];
    for (let at = 0; at < newer.length; at += 500)
      for (const { uid, size, internalDate } of await this.client.fetchAll(
        newer.slice(at, at + 500),
        { uid: true, size: true, internalDate: true },
        { uid: true },
      ))
        found.push({ uid, size: size ?? 0, receivedAt: instantOf(internalDate) });
    return found.sort((a, b) => a.uid - b.uid);
  }

  /**
   * What these messages say, by UID. Of one that is too large only its beginning; one that is gone by
   * now is left out; one that the server cannot give is null.
   */
  async contents(messages: readonly FoundMessage[]): Promise<Map<number, Buffer | null>> {
    const contents = new Map<number, Buffer | null>();
    const whole = messages.filter(({ size }) => size <= mailLimits.message);
    const uids = whole.map(({ uid }) => uid);
    try {
      for (const [uid, raw] of await this.sources(uids)) contents.set(uid, raw);
    } catch (error) {
      if (!this.client.usable) throw error;
      for (const uid of uids) contents.set(uid, await this.one(() => this.source(uid)));
    }
    for (const { uid } of messages.filter(({ size }) => size > mailLimits.message))
      contents.set(uid, await this.one(() => this.source(uid, mailLimits.beginning)));
    return contents;
  }

  /** Does with messages that are stored what the setting asks for. */
  async settle(uids: readonly number[]): Promise<void> {
    if (this.after === 'leave' || uids.length === 0) return;
    if (this.after === 'mark-read')
      await this.client.messageFlagsAdd([...uids], ['\\Seen'], { uid: true });
    else await this.client.messageDelete([...uids], { uid: true });
  }

  /** A server may say a smaller size than it sends. */
  private async sources(
    uids: number[],
    maxLength: number = mailLimits.message,
  ): Promise<[number, Buffer][]> {
    if (uids.length === 0) return [];
    const query = { uid: true, source: { start: 0, maxLength } };
    const messages = await this.client.fetchAll(uids, query, { uid: true });
    return messages.map(({ uid, source }) => [uid, source ?? Buffer.alloc(0)]);
  }

  private async source(uid: number, maxLength?: number): Promise<Buffer | undefined> {
    return (await this.sources([uid], maxLength))[0]?.[1];
  }

  private async one(fetch: () => Promise<Buffer | undefined>): Promise<Buffer | null> {
    try {
      return (await fetch()) ?? null;
    } catch (error) {
      if (!this.client.usable) throw error;
      return null;
    }
  }
}

/** Cuts messages into portions of which one FETCH asks. */
export function portions(messages: readonly FoundMessage[]): FoundMessage[][] {
  const cut: FoundMessage[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const portion = cut.at(-1);
    const size = message.size > mailLimits.message ? mailLimits.beginning : message.size;
    if (!portion || portion.length >= atOnce.messages || bytes + size > atOnce.bytes) {
      cut.push([message]);
      bytes = size;
    } else {
      portion.push(message);
      bytes += size;
    }
  }
  return cut;
}

function instantOf(date: Date | string | undefined): Temporal.Instant {
  const ms = typeof date === 'string' ? Date.parse(date) : (date?.getTime() ?? Number.NaN);
  return Temporal.Instant.fromEpochMilliseconds(Number.isFinite(ms) ? ms : 0);
}
