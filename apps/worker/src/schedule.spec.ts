import type { MailTroubles } from '@app/cases';
import type { MailLane } from '@app/letters';
import { Logger } from '@nestjs/common';
import type { BulkJob } from './jobs/bulk.job';
import type { FetchMailJob } from './jobs/fetch-mail.job';
import type { ImportFilesJob } from './jobs/import-files.job';
import type { KeepHistoriesJob } from './jobs/keep-histories.job';
import type { KeepMonthsJob } from './jobs/keep-months.job';
import type { NightAuditJob } from './jobs/night-audit.job';
import type { ReadServicesJob } from './jobs/read-services.job';
import type { RetentionJob } from './jobs/retention.job';
import type { ReviewQualityJob } from './jobs/review-quality.job';
import type { SendMorningLettersJob } from './jobs/send-morning-letters.job';
import type { SendWebhooksJob } from './jobs/send-webhooks.job';
import type { SweepJob } from './jobs/sweep.job';
import { Schedule } from './schedule';

const everyMs = (method: 'sweep' | 'sweepLeases'): number =>
  Reflect.getMetadata('SCHEDULE_INTERVAL_OPTIONS', Schedule.prototype[method]).timeout;

/** What a lease lasts after the last sign of life, and a little for the statement itself. */
const leaseMs = 15_000;
const statementMs = 1_000;

const scheduleWith = (
  job: Partial<SweepJob>,
  lane: Partial<MailLane>,
  audit: Partial<NightAuditJob> = {},
  tell: () => Promise<number> = () => Promise.resolve(0),
  mailIn: Partial<FetchMailJob> = {},
  others: {
    services?: Partial<ReadServicesJob>;
    imports?: Partial<ImportFilesJob>;
    quality?: Partial<ReviewQualityJob>;
    retention?: Partial<RetentionJob>;
    webhooks?: Partial<SendWebhooksJob>;
    morning?: Partial<SendMorningLettersJob>;
    bulk?: Partial<BulkJob>;
  } = {},
): Schedule =>
  new Schedule(
    job as SweepJob,
    lane as MailLane,
    { tell } as MailTroubles,
    audit as NightAuditJob,
    mailIn as FetchMailJob,
    others.services as ReadServicesJob,
    others.imports as ImportFilesJob,
    others.quality as ReviewQualityJob,
    others.retention as RetentionJob,
    (others.bulk ?? { run: () => Promise.resolve() }) as BulkJob,
    { run: () => Promise.resolve() } as KeepMonthsJob,
    others.webhooks as SendWebhooksJob,
    others.morning as SendMorningLettersJob,
    { run: () => Promise.resolve() } as KeepHistoriesJob,
  );

it('accounts for a killed worker’s letters within 30 seconds', () => {
  expect(leaseMs + everyMs('sweepLeases') + statementMs).toBeLessThan(30_000);
});

it('looks for lost letters again after the database was away', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const sweepLeases = jest.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue(0);
  const schedule = scheduleWith({}, { sweepLeases });
  await schedule.sweepLeases();
  await schedule.sweepLeases();
  expect(sweepLeases).toHaveBeenCalledTimes(2);
  expect(logged).toHaveBeenCalledTimes(1);
  logged.mockRestore();
});

it('tells of letters that stopped as often as it looks for lost ones', async () => {
  const tell = jest.fn().mockResolvedValue(1);
  await scheduleWith({}, { sweepLeases: () => Promise.resolve(0) }, {}, tell).sweepLeases();
  expect(tell).toHaveBeenCalledTimes(1);
});

it('does not begin a sweep while one is under way', async () => {
  let finish: () => void = () => undefined;
  const run = jest.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const schedule = scheduleWith({ run }, {});
  const first = schedule.sweep();
  await schedule.sweep();
  finish();
  await first;
  expect(run).toHaveBeenCalledTimes(1);
});

it('goes on when a night audit fails', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const run = jest.fn().mockRejectedValueOnce(new Error('away'));
  await scheduleWith({}, {}, { run }).audit();
  expect(run).toHaveBeenCalledTimes(1);
  expect(logged).toHaveBeenCalledWith('The night audit failed: away');
  logged.mockRestore();
});

it('looks into the mailbox again after taking mail in has failed', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const run = jest.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue(undefined);
  const schedule = scheduleWith({}, {}, {}, undefined, { run });
  await schedule.fetchMail();
  await schedule.fetchMail();
  expect(run).toHaveBeenCalledTimes(2);
  expect(logged).toHaveBeenCalledTimes(1);
  logged.mockRestore();
});

it('looks for files that wait when it starts, and every few seconds', async () => {
  const run = jest.fn().mockResolvedValue(undefined);
  const others = { imports: { run } };
  const sweep = () => Promise.resolve();
  const mailIn = { run: () => Promise.resolve() };
  const schedule = scheduleWith({ run: sweep }, {}, {}, undefined, mailIn, others);
  schedule.onApplicationBootstrap();
  expect(run).toHaveBeenCalledTimes(1);
  await schedule.importFiles();
  expect(run).toHaveBeenCalledTimes(2);
});

it('looks through the register again after that has failed', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const run = jest.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue(undefined);
  const schedule = scheduleWith({}, {}, {}, undefined, {}, { quality: { run } });
  await schedule.reviewQuality();
  await schedule.reviewQuality();
  expect(run).toHaveBeenCalledTimes(2);
  expect(logged).toHaveBeenCalledTimes(1);
  logged.mockRestore();
});

it('sends webhooks again after that has failed', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const run = jest.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue(undefined);
  const schedule = scheduleWith({}, {}, {}, undefined, {}, { webhooks: { run } });
  await schedule.sendWebhooks();
  await schedule.sendWebhooks();
  expect(run).toHaveBeenCalledTimes(2);
  expect(logged).toHaveBeenCalledTimes(1);
  logged.mockRestore();
});
