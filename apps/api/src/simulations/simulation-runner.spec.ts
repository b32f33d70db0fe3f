import { shippedClockSettings } from '@app/cases';
import { readSimulation, simulate } from '@app/domain';
import { SimulationRunner } from './simulation-runner.service';

jest.setTimeout(60_000);

const window = { asOf: '2026-11-02T08:00:00Z', until: '2027-02-01T00:00:00Z' };
const posted = { type: 'otp-requested', on: '2026-11-02', channel: 'post' };
const small = { ...window, facts: [posted] };

/** More tickets than can be run in seconds: for each fact all of their clocks are asked again. */
const large = {
  ...window,
  facts: Array.from({ length: 1500 }, (_, n) => ({
    type: 'ticket-raised',
    at: '2026-11-02T09:00:00Z',
    reference: `T${n}`,
  })),
};

let runner: SimulationRunner;

beforeEach(() => {
  runner = new SimulationRunner();
});
afterEach(() => runner.onApplicationShutdown());

it('answers as the simulation itself does, over the shipped bank holidays', async () => {
  const { calendar } = shippedClockSettings();
  const christmas = { ...window, facts: [{ ...posted, on: '2026-12-18' }] };
  for (const input of [small, christmas])
    expect(JSON.parse(await runner.run(input))).toEqual(simulate(readSimulation(input, calendar)));
});

it('says what is wrong with one that cannot be read', async () => {
  await expect(runner.run({ ...small, until: 'soon' })).rejects.toMatchObject({
    name: 'BadInput',
    code: 'invalid-simulation',
    problems: [expect.objectContaining({ pointer: '/until' })],
  });
});

it('leaves the event loop to others while one runs', async () => {
  await runner.run(small);
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 10);
  runner.limits = { seconds: 1, inLine: 20 };
  await runner.run(large).catch(() => undefined);
  clearInterval(ticking);
  expect(ticks).toBeGreaterThan(20);
});

it('ends one that takes too long, and runs the next', async () => {
  await runner.run(small);
  runner.limits = { seconds: 3, inLine: 20 };
  const cut = runner.run(large);
  const next = runner.run(small);
  await expect(cut).rejects.toMatchObject({ status: 422, code: 'simulation-too-long' });
  await expect(next).resolves.toContain('otp-arrival');
});

it('turns away more than may stand in line', async () => {
  runner.limits = { seconds: 30, inLine: 2 };
  const inLine = [runner.run(small), runner.run(small)];
  await expect(runner.run(small)).rejects.toMatchObject({
    status: 429,
    code: 'too-many-simulations',
  });
  await Promise.all(inLine);
  await expect(runner.run(small)).resolves.toContain('otp-arrival');
});
