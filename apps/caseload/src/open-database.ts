import {
  type Config,
  localSecrets,
  openEmbeddedPostgres,
  type RunningConfig,
  requireRunning,
} from '@app/platform';
import { checkDatabase } from './check-database';

export interface OpenDatabase {
  /** With the address and the secrets that were found or made. */
  config: RunningConfig;
  /** Stops the embedded server, unless another process uses it; leaves any other one alone. */
  stop(how?: { hurry: boolean }): Promise<void>;
}

/**
 * The database of DATABASE_URL, else the embedded one, which is started if it is not running. Sets
 * DATABASE_URL, SESSION_SECRET and FIELD_KEY of this process to what is used from here on.
 * @throws StartError, ConfigError
 */
export async function openDatabase(
  config: Config,
  log: (line: string) => void,
): Promise<OpenDatabase> {
  if (config.databaseUrl) {
    const running = requireRunning(config);
    await checkDatabase(running.databaseUrl);
    return { config: running, stop: () => Promise.resolve() };
  }
  const given = config.sessionSecret && config.fieldKey;
  const secrets = given ? null : localSecrets(config.home);
  const server = await openEmbeddedPostgres({ home: config.home, log });
  const running = requireRunning({
    ...config,
    databaseUrl: server.url,
    sessionSecret: config.sessionSecret ?? secrets?.sessionSecret,
    fieldKey: config.fieldKey ?? secrets?.fieldKey,
  });
  process.env.DATABASE_URL = running.databaseUrl;
  process.env.SESSION_SECRET = running.sessionSecret;
  process.env.FIELD_KEY = running.fieldKey;
  return { config: running, stop: (how) => server.stop(how) };
}
