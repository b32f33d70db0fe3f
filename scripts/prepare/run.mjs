import childProcess from 'child_process';
import { say } from './say.mjs';

const endings = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Runs a program quietly and collects what it writes. Every ten seconds a line tells that it still
 * works. A signal meant for us ends it first, and then us.
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(program, args, options, task) {
  return new Promise((resolve, reject) => {
    const spawned = Object.assign({ stdio: ['ignore', 'pipe', 'pipe'] }, options);
    const child = childProcess.spawn(program, args, spawned);
    let output = '';
    let ending = null;
    const begin = process.hrtime();
    const ticker = setInterval(() => say(`  ${task}: ${process.hrtime(begin)[0]} s so far`), 10000);
    const handlers = Object.keys(endings).map((signal) => {
      const handler = () => {
        ending = signal;
        child.kill(signal);
      };
      process.on(signal, handler);
      return () => process.removeListener(signal, handler);
    });
    const finish = () => {
      clearInterval(ticker);
      for (const remove of handlers) remove();
    };
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => {
      finish();
      reject(error);
    });
    child.on('close', (code) => {
      finish();
      if (ending) process.exit(endings[ending]);
      resolve({ code, output });
    });
  });
}
