import { ConfigError, type Config } from '@app/platform';

/** How to reach the association's mailbox. */
export interface ImapAccess {
  host: string;
  port: number;
  /**
   * `required`: encrypted from the first byte, with a certificate that is good for the host.
   * `if-offered`: as whoever wrote `imap://` has chosen; still encrypted when the server offers it.
   * `none`: `imap://` to this very machine.
   */
  tls: 'required' | 'if-offered' | 'none';
  user: string;
  password: string;
  folder: string;
  /** What becomes of a message on the server once it is stored here. */
  after: Config['imapAfter'];
}

/**
 * Reads IMAP_URL: `imaps://user:password@host[:port][/folder]`, special characters of user,
 * password and folder percent-encoded.
 * @returns null without it
 * @throws ConfigError
 */
export function readImapAccess(config: Pick<Config, 'imapUrl' | 'imapAfter'>): ImapAccess | null {
  if (config.imapUrl === undefined) return null;
  const url = new URL(config.imapUrl);
  const encrypted = url.protocol === 'imaps:';
  const [user, password, folder] = [url.username, url.password, url.pathname.slice(1)].map(decoded);
  if (!user || !password || !url.hostname)
    throw new ConfigError(
      'IMAP_URL must name user and password: imaps://user:password@host:993/INBOX.',
    );
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port ? Number(url.port) : encrypted ? 993 : 143,
    tls: encrypted ? 'required' : loopback.test(url.hostname) ? 'none' : 'if-offered',
    user,
    password,
    folder: folder || 'INBOX',
    after: config.imapAfter,
  };
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConfigError('IMAP_URL has a % that encodes no character; write it as %25.');
  }
}
