import type { TakeInMail } from '@app/cases';
import type { Fetched, FetchMail } from '@app/letters';
import { Logger } from '@nestjs/common';
import { FetchMailJob } from './fetch-mail.job';

const jobWith = (fetch: (() => Promise<Fetched | null>) | null, take: () => Promise<number>) =>
  new FetchMailJob(fetch && ({ run: fetch } as unknown as FetchMail), {
    run: take,
  } as unknown as TakeInMail);

it('takes in what was stored, also when the mailbox cannot be read or none is named', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const take = jest.fn().mockResolvedValue(0);
  const failed: Fetched = { stored: 0, failure: 'the mail server does not answer' };
  const job = jobWith(async () => failed, take);
  await job.run();
  await job.run();
  await jobWith(null, take).run();
  expect(take).toHaveBeenCalledTimes(3);
  expect(logged.mock.calls).toEqual([['Mail is not coming in: the mail server does not answer.']]);
  logged.mockRestore();
});

it('does not look again while it looks', async () => {
  let finish: (fetched: Fetched) => void = () => undefined;
  const fetch = jest.fn(() => new Promise<Fetched>((resolve) => (finish = resolve)));
  const job = jobWith(fetch, async () => 0);
  const first = job.run();
  await job.run();
  finish({ stored: 0, failure: null });
  await first;
  expect(fetch).toHaveBeenCalledTimes(1);
});

it('looks again after the database was away', async () => {
  const take = jest.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue(0);
  const job = jobWith(null, take);
  await expect(job.run()).rejects.toThrow('away');
  await job.run();
  expect(take).toHaveBeenCalledTimes(2);
});
