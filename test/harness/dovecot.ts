import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { weAreRoot } from './accounts';
import { describeWithProgram, programInPath, startTied, stopTied } from './programs';

/** An IMAP server of our own on the loopback address, with as many empty mailboxes as are asked for. */
export interface TestDovecot {
  /** IMAP_URL of a mailbox, made at its first use. @param how encrypted from the first byte, or not */
  url(user: string, how?: 'plain' | 'tls'): string;
  /** The certificate it shows. */
  certificate: string;
  /** Puts messages into a mailbox as a mail server would. @param receivedAt ISO 8601, for all */
  append(user: string, messages: readonly (string | Buffer)[], receivedAt?: string): Promise<void>;
  /** Does anything with a mailbox, as its owner's mail program. */
  asOwner<T>(user: string, work: (client: ImapFlow) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

const password = 'only:for@tests';
const program = (): string | undefined => programInPath('dovecot') ?? sbin();

/** Debian keeps it where an ordinary user's PATH does not reach. */
function sbin(): string | undefined {
  const { PATH } = process.env;
  process.env.PATH = `${PATH}:/usr/sbin`;
  try {
    return programInPath('dovecot');
  } finally {
    process.env.PATH = PATH;
  }
}

/**
 * A `describe` with an IMAP server of its own, started before its first test and stopped after its
 * last. Without dovecot it is skipped, or fails where `CI` is `true`.
 * @param body receives a function that gives the server, for use inside tests and hooks
 */
export function describeWithDovecot(
  name: string,
  body: (dovecot: () => TestDovecot) => void,
): void {
  describeWithProgram(name, 'dovecot-imapd', program() !== undefined, () => {
    let server: TestDovecot | undefined;
    beforeAll(async () => {
      server = await startDovecot();
    }, 30_000);
    afterAll(() => server?.stop());
    body(() => {
      if (!server) throw new Error('Dovecot runs only inside tests and hooks.');
      return server;
    });
  });
}

/** @throws when there is no dovecot or it does not come up */
export async function startDovecot(): Promise<TestDovecot> {
  const dovecot = program();
  if (!dovecot) throw new Error('No dovecot.');
  const [plain, tls] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), 'caseload-dovecot-'));
  chmodSync(folder, 0o755);
  const config = join(folder, 'dovecot.conf');
  const certificate = makeCertificate(folder);
  mkdirSync(join(folder, 'mail'), { mode: 0o700 });
  if (weAreRoot) chownSync(join(folder, 'mail'), nobody, nobody);
  writeFileSync(config, configuration(folder, plain, tls));
  const shell = startTied(dovecot, ['-F', '-c', config]);
  let said = '';
  shell.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  const stop = async (): Promise<void> => {
    await stopTied(shell);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const asOwner = <T>(user: string, work: (client: ImapFlow) => Promise<T>) =>
    withClient(plain, user, work);
  try {
    await answers(plain);
  } catch (error) {
    await stop();
    throw new Error(`dovecot did not answer: ${said}`, { cause: error });
  }
  return {
    url: (user, how = 'plain') => {
      const [scheme, port] = how === 'tls' ? ['imaps', tls] : ['imap', plain];
      const secret = encodeURIComponent(password);
      return `${scheme}://${encodeURIComponent(user)}:${secret}@localhost:${port}/INBOX`;
    },
    certificate,
    append: (user, messages, receivedAt) =>
      asOwner(user, async (client) => {
        for (const message of messages) await client.append('INBOX', message, [], receivedAt);
      }),
    asOwner,
    stop,
  };
}

const nobody = 65534;

/** Dovecot's package brings openssl with it. */
function makeCertificate(folder: string): string {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const options = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2';
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', ...options.split(' '), ...named, ...files], { stdio: 'ignore' });
  return readFileSync(cert, 'utf8');
}

function configuration(folder: string, plain: number, tls: number): string {
  const { uid, gid, username } = userInfo();
  const mail = weAreRoot ? { uid: nobody, gid: nobody } : { uid, gid };
  const runner = weAreRoot ? 'nobody' : username;
  const group = weAreRoot ? 'nogroup' : execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
disable_plaintext_auth = no
default_internal_user = ${runner}
default_internal_group = ${group}
default_login_user = ${runner}
first_valid_uid = 1
mail_location = maildir:${folder}/mail/%u
mail_fsync = never
mail_max_userip_connections = 100
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${mail.uid} gid=${mail.gid} home=${folder}/mail/%u
}
auth_failure_delay = 0
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${plain}
  }
  inet_listener imaps {
    port = ${tls}
    ssl = yes
  }
}
`;
}

async function withClient<T>(
  port: number,
  user: string,
  work: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    client.close();
  }
}

/** Waits for the first answer; a hundred tries are some five seconds. */
async function answers(port: number): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await withClient(port, 'probe', (client) => client.noop());
      return;
    } catch (error) {
      if (tries >= 100 || (error as { authenticationFailed?: true }).authenticationFailed)
        throw error;
      await pause(50);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
