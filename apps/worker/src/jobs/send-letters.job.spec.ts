import type { AskAgainService, CaseSettings, MailTroubles } from '@app/cases';
import { shippedPolicy } from '@app/domain';
import type { MailLane } from '@app/letters';
import { type Database, SettableClock } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { england } from '../../../../test/builders/calendars';
import { SendLettersJob } from './send-letters.job';

const now = Temporal.Instant.from('2026-12-24T09:00:00Z');

/** A lane that says when it may go on, and a job around it. */
function jobOn(pausedUntil: () => Temporal.Instant | null) {
  const sendDue = jest.fn().mockResolvedValue({});
  const tell = jest.fn().mockResolvedValue(0);
  const lane = { sendDue, pausedUntil } as unknown as MailLane;
  const rules = { calendar: england, policy: shippedPolicy };
  const settings = { policies: { now: () => Promise.resolve(rules) } };
  const run = jest.fn().mockResolvedValue(undefined);
  const asking = { run };
  const job = new SendLettersJob(
    asking as unknown as AskAgainService,
    lane,
    { tell } as unknown as MailTroubles,
    {} as Database,
    new SettableClock(now),
    settings as unknown as CaseSettings,
  );
  return { job, sendDue, tell, ask: run };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('goes on by itself when the pace allows the next letter', async () => {
  let rounds = 0;
  const { job, sendDue } = jobOn(() => (++rounds < 3 ? now.add({ seconds: 1 }) : null));
  await job.run();
  expect(sendDue).toHaveBeenCalledTimes(1);
  await jest.advanceTimersByTimeAsync(999);
  expect(sendDue).toHaveBeenCalledTimes(1);
  await jest.advanceTimersByTimeAsync(2);
  expect(sendDue).toHaveBeenCalledTimes(2);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(sendDue).toHaveBeenCalledTimes(3);
});

it('does not go on once it is told to stop', async () => {
  const { job, sendDue } = jobOn(() => now.add({ seconds: 1 }));
  await job.run();
  job.beforeApplicationShutdown();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(sendDue).toHaveBeenCalledTimes(1);
});

it('tells of letters that stopped as soon as they have', async () => {
  const { job, tell } = jobOn(() => null);
  await job.run();
  expect(tell).toHaveBeenCalledTimes(1);
});

it('asks what has to be asked again before any letter leaves', async () => {
  const { job, sendDue, ask } = jobOn(() => null);
  sendDue.mockImplementation(() => {
    expect(ask).toHaveBeenCalledTimes(1);
    return Promise.resolve({});
  });
  await job.run();
  expect(sendDue).toHaveBeenCalledTimes(1);
});
