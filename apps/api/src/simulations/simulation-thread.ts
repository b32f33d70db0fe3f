import { parentPort, workerData } from 'node:worker_threads';
import { BadInput, type BankHoliday, readSimulation, simulate, workingCalendar } from '@app/domain';
import type { ThreadAnswer } from './simulation-runner.service';

// Runs simulations beside the event loop, one for each message. Started by SimulationRunner.

const calendar = workingCalendar(workerData as BankHoliday[]);

function answer(input: unknown): ThreadAnswer {
  try {
    return { result: JSON.stringify(simulate(readSimulation(input, calendar))) };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const { code, message, problems } = error;
    return { refused: { code, message, problems } };
  }
}

parentPort?.on('message', (input: unknown) => parentPort?.postMessage(answer(input)));
