import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, lockHome, readConfig, StartError } from '@app/platform';
import { checkPort, explainPort } from './free-port';
import { type OpenDatabase, openDatabase } from './open-database';
import { progress } from './progress';
import { listenForStop, type StopRequest } from './stop-request';

/** The work of a start, handed in so that its order and its end can be tried without it. */
export interface StartSteps {
  migrate(url: string): Promise<void>;
  /** Fills an empty database with invented homes; leaves one with content alone. */
  practice(url: string): Promise<void>;
  /** Resolves when the first page can be opened. */
  serve(url: string): Promise<Served>;
}

export interface Served {
  /** Refuses new work, finishes what runs, and lets go of the database. */
  close(): Promise<void>;
  /** Where to begin: a sign-in link, or the address of the pages. */
  firstPage: string;
}

/** Applications that have not closed by then lose their database all the same. */
const closingTimeMs = 30_000;
/** A migration or the practice caseload may finish its present transaction. */
const stepTimeMs = 10_000;

/**
 * Runs everything in one process until a signal ends it: first the applications close, then the
 * embedded PostgreSQL. A second signal skips the waiting.
 * @param options empty: start without the practice caseload
 * @returns the exit status: 0 after an orderly end, 1 if it could not start or broke off; the reason
 *   is then on standard error
 */
export async function start(options: { empty: boolean }, steps: StartSteps): Promise<number> {
  const stop = listenForStop();
  const undo: (() => void | Promise<void>)[] = [];
  let status = 0;
  try {
    await run(options, steps, stop, undo);
  } catch (error) {
    if (!stop.isAsked()) {
      explain(error);
      status = 1;
    }
  }
  for (const step of undo.reverse()) {
    try {
      await step();
    } catch (error) {
      explain(error);
      status = 1;
    }
  }
  if (stop.isAsked()) {
    const reason = await stop.asked;
    if (reason instanceof Error) {
      explain(reason);
      status = 1;
    }
    progress('Stopped.');
  }
  stop.dispose();
  return status;
}

async function run(
  options: { empty: boolean },
  steps: StartSteps,
  stop: StopRequest,
  undo: (() => void | Promise<void>)[],
): Promise<void> {
  const config = readConfig();
  if (!config.databaseUrl) {
    const lock = lockHome(config.home);
    undo.push(() => lock.release());
  }
  await checkPort(config.port);
  const database = await openDatabase(config, progress);
  undo.push(() => stopDatabase(database, stop));
  const url = database.config.databaseUrl;

  progress('Bringing the database up to date …');
  if (!(await unlessStopped(steps.migrate(url), stop))) return;
  if (!options.empty && !(await unlessStopped(steps.practice(url), stop))) return;
  if (stop.isAsked()) return;
  progress('Starting the pages and the worker …');
  const served = await steps.serve(url).catch((error: unknown) => {
    throw explainPort(error, config.port);
  });
  undo.push(() => closeApplications(served, stop));
  if (stop.isAsked()) return;
  progress('Ready. Ctrl-C stops everything.');
  process.stdout.write(`${served.firstPage}\n`);
  const reason = await stop.asked;
  progress(`Stopping (${reason instanceof Error ? 'after an error' : reason}) …`);
}

/** @returns false if the stop came first; the step then had a little time to finish */
async function unlessStopped(step: Promise<void>, stop: StopRequest): Promise<boolean> {
  const done = step.then(() => true);
  if (await Promise.race([done, stop.asked.then(() => false)])) return !stop.isAsked();
  const patience = sleep(stepTimeMs, undefined, { ref: false });
  // Its own failure no longer matters.
  await Promise.race([done.catch(() => undefined), stop.hurried, patience]);
  return false;
}

async function closeApplications(served: Served, stop: StopRequest): Promise<void> {
  const closed = served.close().then(() => true);
  const late = sleep(closingTimeMs, false, { ref: false });
  const hurried = stop.hurried.then(() => false);
  if (!(await Promise.race([closed, late, hurried])))
    progress('Not waiting any longer for the pages and the worker.');
}

async function stopDatabase(database: OpenDatabase, stop: StopRequest): Promise<void> {
  void stop.hurried.then(() => database.stop({ hurry: true }));
  await database.stop();
}

function explain(error: unknown): void {
  const told = error instanceof StartError || error instanceof ConfigError;
  const text = told ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
}
