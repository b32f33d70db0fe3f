import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Certificate } from './certificate';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

/** Where in the dialogue the server misbehaves. `data` is the DATA command, `dot` the end of the body. */
export type Stage = 'banner' | 'ehlo' | 'mail' | 'rcpt' | 'data' | 'dot';

/** What the server does with a connection or a letter. */
export type Behaviour =
  | { do: 'accept' }
  /** Answers with this code and text. */
  | { do: 'refuse'; at: Stage; code: number; text: string }
  /** Says nothing more, and keeps the connection open. */
  | { do: 'hang'; at: 'banner' | 'mail' | 'rcpt' | 'dot' }
  /** Closes the connection without a word. `body` is half way through the letter. */
  | { do: 'drop'; at: 'banner' | 'mail' | 'rcpt' | 'body' | 'dot' | 'after-250' }
  /** Answers one sign at a time and never comes to an end, so that it is never silent. */
  | { do: 'drip'; at: 'mail' | 'rcpt' }
  /** Takes its time before the 250. */
  | { do: 'slow'; ms: number };

/** A letter whose whole body arrived. */
export interface ReceivedLetter {
  /** With its angle brackets. */
  messageId: string;
  from: string;
  to: string[];
  /** Headers and body as they came, lines ended by CRLF. */
  raw: string;
  /** Whether it came over an encrypted connection. */
  secure: boolean;
  /** `unanswered`: taken, but the sender was never told. */
  answer: 'accepted' | 'refused' | 'unanswered';
}

export interface SmtpSink {
  url: string;
  port: number;
  /** Every letter that came in whole, in order of arrival. */
  readonly received: ReceivedLetter[];
  /** Number of connections made so far. */
  connections(): number;
  /** Most connections that were open at one time. */
  mostAtOnce(): number;
  /** What to do with a recipient's letters; accepts all until told otherwise. */
  behave(how: Behaviour | ((recipient: string) => Behaviour)): void;
  /** What to do before any letter, by connection (1, 2…); accepts all until told otherwise. */
  greet(how: Behaviour | ((connection: number) => Behaviour)): void;
  /** Answers every RSET with this code from now on, and closes the connection after it. */
  stormAtRset(code: number): void;
  /** How many copies of a letter a person might find: those accepted and those unanswered. */
  copies(messageId: string): number;
  forget(): void;
  stop(): Promise<void>;
}

export interface SinkOptions {
  /** Demands a sign-in with these. */
  auth?: { user: string; pass: string };
  /** Offers STARTTLS, or speaks TLS from the start. */
  tls?: 'starttls' | 'implicit';
  /** Absent: one nobody knows. */
  certificate?: Certificate;
  /** 0 or absent: any free one. */
  port?: number;
}

/** A real SMTP server on the loopback address that keeps what it is sent and misbehaves on demand. */
export async function startSmtpSink(options: SinkOptions = {}): Promise<SmtpSink> {
  const sink = new Sink(options);
  await sink.listen(options.port ?? 0);
  return sink;
}

class Sink implements SmtpSink {
  readonly received: ReceivedLetter[] = [];
  port = 0;
  private readonly server: SMTPServer;
  private letterRule: (recipient: string) => Behaviour = () => ({ do: 'accept' });
  private connectionRule: (connection: number) => Behaviour = () => ({ do: 'accept' });
  private readonly numbers = new Map<string, number>();
  private rsetCode: number | null = null;
  private made = 0;
  private most = 0;

  constructor(private readonly options: SinkOptions) {
    this.server = new SMTPServer(this.serverOptions());
    // A client that is cut off in mid-sentence is what these tests are about.
    this.server.on('error', () => undefined);
  }

  get url(): string {
    const { auth, tls } = this.options;
    const who = auth ? `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.pass)}@` : '';
    return `${tls === 'implicit' ? 'smtps' : 'smtp'}://${who}127.0.0.1:${this.port}`;
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      const listener = this.server.listen(port, '127.0.0.1', () => {
        this.port = (listener.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  connections(): number {
    return this.made;
  }

  mostAtOnce(): number {
    return this.most;
  }

  behave(how: Behaviour | ((recipient: string) => Behaviour)): void {
    this.letterRule = typeof how === 'function' ? how : () => how;
  }

  greet(how: Behaviour | ((connection: number) => Behaviour)): void {
    this.connectionRule = typeof how === 'function' ? how : () => how;
  }

  stormAtRset(code: number): void {
    this.rsetCode = code;
  }

  copies(messageId: string): number {
    return this.received.filter((m) => m.messageId === messageId && m.answer !== 'refused').length;
  }

  forget(): void {
    this.received.length = 0;
  }

  stop(): Promise<void> {
    for (const connection of this.server.connections) connection._socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private serverOptions(): SMTPServerOptions {
    const { auth, tls } = this.options;
    return {
      logger: false,
      disableReverseLookup: true,
      closeTimeout: 100,
      secure: tls === 'implicit',
      ...(this.options.certificate ?? {}),
      authOptional: !auth,
      allowInsecureAuth: true,
      disabledCommands: [...(auth ? [] : ['AUTH']), ...(tls === 'starttls' ? [] : ['STARTTLS'])],
      onAuth: (given, _session, callback) => {
        if (given.username === auth?.user && given.password === auth?.pass)
          callback(null, { user: given.username });
        else callback(refusal(535, 'Authentication credentials invalid'));
      },
      onConnect: (session, callback) => this.onConnect(session, callback),
      onMailFrom: (_address, session, callback) => {
        const rule = this.connectionRule(this.numbers.get(session.id) ?? 0);
        if (rule.do === 'refuse' && rule.at === 'mail')
          return callback(refusal(rule.code, rule.text));
        if (rule.do === 'hang' && rule.at === 'mail') return;
        if (rule.do === 'drop' && rule.at === 'mail') return this.cut(session);
        if (rule.do === 'drip' && rule.at === 'mail') return this.drip(session);
        callback();
      },
      onRcptTo: (address, session, callback) => {
        const rule = this.letterRule(address.address);
        if (rule.do === 'refuse' && rule.at === 'rcpt')
          return callback(refusal(rule.code, rule.text));
        if (rule.do === 'hang' && rule.at === 'rcpt') return;
        if (rule.do === 'drop' && rule.at === 'rcpt') return this.cut(session);
        if (rule.do === 'drip' && rule.at === 'rcpt') return this.drip(session);
        callback();
      },
      onData: (stream, session, callback) => {
        const rule = this.letterRule(session.envelope.rcptTo[0]?.address ?? '');
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (rule.do === 'drop' && rule.at === 'body') this.cut(session);
        });
        stream.on('end', () => {
          if (rule.do === 'drop' && rule.at === 'body') return;
          void this.answerDot(rule, session, Buffer.concat(chunks).toString('utf8'), callback);
        });
      },
    };
  }

  private onConnect(session: SMTPServerSession, callback: (err?: Error | null) => void): void {
    this.made++;
    this.numbers.set(session.id, this.made);
    this.most = Math.max(this.most, this.server.connections.size);
    const rule = this.connectionRule(this.made);
    const connection = this.connection(session);
    if (rule.do === 'refuse' && rule.at === 'banner')
      return callback(refusal(rule.code, rule.text));
    if (rule.do === 'hang' && rule.at === 'banner') return;
    if (rule.do === 'drop' && rule.at === 'banner') return this.cut(session);
    if (connection) {
      // The server has no hook for these two commands.
      if (rule.do === 'refuse' && rule.at === 'ehlo')
        connection.handler_EHLO = connection.handler_HELO = (_command, done) => {
          connection.send(rule.code, rule.text, false);
          done();
        };
      const takeReset = connection.handler_RSET.bind(connection);
      connection.handler_RSET = (command, done) => {
        if (this.rsetCode === null) return takeReset(command, done);
        connection.send(this.rsetCode, 'not now', false);
        setTimeout(() => this.cut(session), 5);
        done();
      };
      const takeData = connection.handler_DATA.bind(connection);
      connection.handler_DATA = (command, done) => {
        const letter = this.letterRule(connection.session.envelope.rcptTo[0]?.address ?? '');
        if (letter.do !== 'refuse' || letter.at !== 'data') return takeData(command, done);
        connection.send(letter.code, letter.text, false);
        done();
      };
    }
    callback();
  }

  private async answerDot(
    rule: Behaviour,
    session: SMTPServerSession,
    raw: string,
    callback: (err?: Error | null, message?: string) => void,
  ): Promise<void> {
    const letter: ReceivedLetter = {
      messageId: /^message-id:\s*(<[^>]*>)/im.exec(raw)?.[1] ?? '',
      from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
      to: session.envelope.rcptTo.map((r) => r.address),
      raw,
      secure: Boolean(session.secure),
      answer: 'unanswered',
    };
    this.received.push(letter);
    if (rule.do === 'slow') await pause(rule.ms);
    if (rule.do === 'drop' && rule.at === 'dot') return this.cut(session);
    if (rule.do === 'hang' && rule.at === 'dot') return;
    if (rule.do === 'refuse' && rule.at === 'dot') {
      letter.answer = 'refused';
      return callback(refusal(rule.code, rule.text));
    }
    letter.answer = 'accepted';
    callback(null, `OK: queued as ${this.received.length}`);
    if (rule.do === 'drop' && rule.at === 'after-250') setTimeout(() => this.cut(session), 5);
  }

  private connection(session: SMTPServerSession) {
    return [...this.server.connections].find((c) => c.id === session.id);
  }

  private drip(session: SMTPServerSession): void {
    const socket = this.connection(session)?._socket;
    socket?.write('250');
    const timer = setInterval(() => socket?.write('-'), 50);
    socket?.once('close', () => clearInterval(timer));
  }

  private cut(session: SMTPServerSession): void {
    this.connection(session)?._socket.destroy();
  }
}

function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
