import { ConfigError } from '../config';

/** Moments at which a fault test may kill the process. */
const points = [
  'before-claim',
  'after-claim',
  'after-smtp',
  'after-commit',
  'sweep',
  'bulk-row',
] as const;

export type FaultPoint = (typeof points)[number];

let armed: { point: FaultPoint; countdown: number } | undefined;

/**
 * Arms one fault point for this process, or none. Configuration refuses FAULT in production.
 * @param fault `POINT:kill`, or `POINT:kill:N` to die at the N-th time the point is reached
 * @throws ConfigError when the text names no known point
 */
export function armFaultPoint(fault: string | undefined): void {
  armed = undefined;
  if (fault === undefined) return;
  const [, name, count] = /^([a-z-]+):kill(?::([1-9]\d*))?$/.exec(fault) ?? [];
  const point = points.find((p) => p === name);
  if (!point)
    throw new ConfigError(`FAULT must be one of ${points.map((p) => `${p}:kill`).join(', ')}.`);
  armed = { point, countdown: Number(count ?? 1) };
}

/** Kills the process here and now if this point is armed; otherwise does nothing. */
export function faultPoint(name: FaultPoint): void {
  if (armed?.point !== name) return;
  armed.countdown -= 1;
  if (armed.countdown === 0) process.kill(process.pid, 'SIGKILL');
}
