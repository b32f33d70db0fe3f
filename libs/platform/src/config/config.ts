import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type DkimSettings, readDkim } from './dkim-settings';
import { type LiveServices, liveServicesEnvironment, readLiveServices } from './live-services';
import { type OidcSettings, oidcEnvironment, readOidc } from './oidc-settings';

const url = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `must be an address such as ${example}` }).optional();

const aSecret = z
  .string()
  .min(32, 'must be at least 32 characters of random text')
  .refine((value) => new Set(value).size >= 10, 'looks guessable; use random text');

const secret = aSecret.optional();

/** Keys with commas between them; or one key that has a comma within, of which no part is one. */
function keysIn(list: string): string[] {
  const keys = list.split(',').map((key) => key.trim());
  return keys.some((key) => aSecret.safeParse(key).success) ? keys : [list];
}

/** Every environment variable the program reads, its meaning, and what it is when absent. */
const environment = z.object({
  PORT: z.coerce.number('must be a port number').int().min(0).max(65535).default(3000),
  PUBLIC_URL: url(/^https?$/, 'https://caseload.example.org'),
  DATABASE_URL: url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/caseload'),
  REDIS_URL: url(/^rediss?$/, 'redis://host:6379'),
  ASSOCIATION_NAME: z
    .string()
    .trim()
    .min(2, 'must be the name of your association, in 2 to 100 characters')
    .max(100, 'must be the name of your association, in 2 to 100 characters')
    .optional(),
  SMTP_URL: url(/^smtps?$/, 'smtp://user:password@host:587'),
  IMAP_URL: url(/^imaps?$/, 'imaps://user:password@host:993/INBOX'),
  IMAP_AFTER: z.enum(['leave', 'mark-read', 'delete']).default('leave'),
  MAIL_FROM: z.string().min(3).default('Caseload <caseload@localhost>'),
  SECURITY_CONTACT: z
    .string()
    .regex(
      /^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/,
      'must be mailto: and an address, or a page that begins with https://',
    )
    .optional(),
  MAIL_PER_MINUTE: z.coerce
    .number('must be a number of letters')
    .int('must be a whole number of letters')
    .min(1, 'must be 1 letter or more')
    .max(60_000, 'must be 60000 letters or fewer')
    .default(60),
  MAIL_TLS: z
    .enum(['required', 'opportunistic', 'off'], 'must be required, opportunistic or off')
    .optional(),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().optional(),
  DKIM_KEY: z.string().optional(),
  WEBHOOK_PRIVATE_ADDRESSES: z
    .enum(['refused', 'allowed'], 'must be refused or allowed')
    .default('refused'),
  ...liveServicesEnvironment,
  ...oidcEnvironment,
  SESSION_SECRET: secret,
  FIELD_KEY: secret,
  FIELD_KEY_OLD: z
    .string()
    .transform(keysIn)
    .pipe(z.array(aSecret).max(5, 'must name 5 keys or fewer'))
    .optional(),
  CASELOAD_HOME: z.string().min(1).default('.caseload'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  CASELOAD_HORIZON_HOURS: z.coerce
    .number('must be a number of hours')
    .positive()
    .max(720)
    .default(24),
  CASELOAD_NOW: z.iso
    .datetime({ offset: true, error: 'must be an instant such as 2026-11-25T09:00:00Z' })
    .optional(),
  FAULT: z.string().optional(),
  NODE_ENV: z.string().optional(),
});

/** What an association without a name is called, within a sentence. */
export const theAssociation = 'the care association';

/** How letters go to the mail server. `opportunistic`: encrypted where the server offers it. */
export type MailTls = 'required' | 'opportunistic' | 'off';

export interface Config {
  port: number;
  /** Where people reach the pages; used in letters and sign-in links. No trailing slash. */
  publicUrl: string;
  /** Absent: the embedded server. */
  databaseUrl: string | undefined;
  /** Absent: the queue lives in PostgreSQL. */
  redisUrl: string | undefined;
  /** As letters and answer pages call those who write; `theAssociation` when it is not given. */
  associationName: string;
  /** Absent: letters stay in the mail tray. */
  smtpUrl: string | undefined;
  /** The association's mailbox. Absent: answers go to the officer's own address. */
  imapUrl: string | undefined;
  /** What becomes of a message on the mail server once it is stored here. */
  imapAfter: 'leave' | 'mark-read' | 'delete';
  mailFrom: string;
  /** `mailto:` or `https:`; where weaknesses are reported. Absent: to the address of `mailFrom`. */
  securityContact?: string | undefined;
  /** So many letters leave in any minute at most, over all workers together. */
  mailPerMinute: number;
  /**
   * `required`: no letter leaves unless the connection is encrypted. Absent: required where there is
   * a password to protect and the server is not on this machine, else opportunistic.
   */
  mailTls: MailTls | undefined;
  /** Absent: letters are not signed here. */
  dkim: DkimSettings | undefined;
  /** Webhooks may go to this machine and private networks. Absent: refused. */
  webhooksMayReachInside?: boolean;
  liveServices: LiveServices;
  /** Absent: officers sign in by our own ways alone. */
  oidc: OidcSettings | undefined;
  sessionSecret: string | undefined;
  fieldKey: string | undefined;
  /** Field keys that open what is stored and seal nothing: the one before, or the one to come. */
  otherFieldKeys?: readonly string[];
  home: string;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  role: 'all' | 'api' | 'worker';
  /** Bells are set for follow-ups due within this many hours. */
  horizonHours: number;
  /** Lets the clock begin at another moment, for tests and demonstrations; refused in production. */
  startAt: string | undefined;
  /** A named crash point for fault tests; refused in production. */
  fault: string | undefined;
  production: boolean;
}

/** One or more environment variables are missing or malformed; the message names each. */
export class ConfigError extends Error {
  readonly code = 'bad-configuration';
}

/**
 * Reads and checks the environment once. `NAME_FILE` may hold the path of a file with the value of
 * `NAME`. An empty value counts as absent.
 * @throws ConfigError one sentence for each wrong value
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(withFiles(env));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((i) => `${nameOf(i.path)} ${i.message}`);
    throw new ConfigError(`The environment is not right: ${problems.join('; ')}.`);
  }
  const value = parsed.data;
  const production = value.NODE_ENV === 'production';
  for (const name of ['FAULT', 'CASELOAD_NOW'] as const)
    if (production && value[name])
      throw new ConfigError(`${name} is for tests and is refused when NODE_ENV is production.`);
  const dkim = readDkim(value.DKIM_DOMAIN, value.DKIM_SELECTOR, value.DKIM_KEY);
  if (typeof dkim === 'string') throw new ConfigError(`The environment is not right: ${dkim}.`);
  const oidc = readOidc(value);
  if (typeof oidc === 'string') throw new ConfigError(`The environment is not right: ${oidc}.`);
  if (value.MAIL_TLS === 'off' && value.SMTP_URL?.startsWith('smtps:'))
    throw new ConfigError(
      'MAIL_TLS is off, but SMTP_URL begins with smtps: choose one of the two.',
    );
  return {
    port: value.PORT,
    publicUrl: (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ''),
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    associationName: value.ASSOCIATION_NAME ?? theAssociation,
    smtpUrl: value.SMTP_URL,
    imapUrl: value.IMAP_URL,
    imapAfter: value.IMAP_AFTER,
    mailFrom: value.MAIL_FROM,
    securityContact: value.SECURITY_CONTACT,
    mailPerMinute: value.MAIL_PER_MINUTE,
    mailTls: value.MAIL_TLS,
    dkim,
    webhooksMayReachInside: value.WEBHOOK_PRIVATE_ADDRESSES === 'allowed',
    liveServices: readLiveServices(value),
    oidc,
    sessionSecret: value.SESSION_SECRET,
    fieldKey: value.FIELD_KEY,
    otherFieldKeys: value.FIELD_KEY_OLD ?? [],
    home: value.CASELOAD_HOME,
    logLevel: value.LOG_LEVEL,
    role: value.ROLE,
    horizonHours: value.CASELOAD_HORIZON_HOURS,
    startAt: value.CASELOAD_NOW,
    fault: value.FAULT,
    production,
  };
}

/** "FIELD_KEY_OLD"; of several values which one, counted from 1: "FIELD_KEY_OLD, key 2,". */
function nameOf([name, n]: readonly PropertyKey[]): string {
  return typeof n === 'number' ? `${String(name)}, key ${n + 1},` : String(name);
}

function withFiles(env: NodeJS.ProcessEnv): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(environment.shape)) {
    const path = env[`${name}_FILE`];
    if (env[name]) values[name] = env[name];
    else if (path) {
      try {
        values[name] = readFileSync(path, 'utf8').trim();
      } catch {
        throw new ConfigError(`${name}_FILE names ${path}, which cannot be read.`);
      }
    }
  }
  return values;
}

/** The values without which api and worker cannot run; absent ones are named. */
export interface RunningConfig extends Config {
  databaseUrl: string;
  sessionSecret: string;
  fieldKey: string;
}

/** @throws ConfigError naming the first value that is missing */
export function requireRunning(config: Config): RunningConfig {
  const { databaseUrl, sessionSecret, fieldKey } = config;
  if (!databaseUrl) throw new ConfigError('DATABASE_URL is missing: name the PostgreSQL to use.');
  if (!sessionSecret)
    throw new ConfigError('SESSION_SECRET is missing: set it to 32 or more random characters.');
  if (!fieldKey)
    throw new ConfigError('FIELD_KEY is missing: set it to 32 or more random characters.');
  return { ...config, databaseUrl, sessionSecret, fieldKey };
}
