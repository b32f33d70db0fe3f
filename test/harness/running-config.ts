import type { RunningConfig } from '@app/platform';
import { testFieldKey } from './engine';

/** The configuration of a process under test. */
export function testConfig(
  databaseUrl: string,
  change: Partial<RunningConfig> = {},
): RunningConfig {
  return {
    port: 0,
    publicUrl: 'http://localhost:3000',
    databaseUrl,
    redisUrl: undefined,
    smtpUrl: undefined,
    imapUrl: undefined,
    imapAfter: 'leave',
    associationName: 'the care association',
    mailFrom: 'Caseload <caseload@association.example>',
    mailPerMinute: 60_000,
    mailTls: undefined,
    dkim: undefined,
    liveServices: {
      cqc: undefined,
      ods: undefined,
      dsptUrl: undefined,
      bankHolidaysUrl: undefined,
    },
    oidc: undefined,
    sessionSecret: 'a session secret for tests, 0123456789',
    fieldKey: testFieldKey,
    home: '.caseload',
    logLevel: 'silent',
    role: 'all',
    horizonHours: 24,
    startAt: undefined,
    fault: undefined,
    production: false,
    ...change,
  };
}
