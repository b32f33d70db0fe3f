/** Progress goes to standard error: standard output is for results. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Says `doing`, then, once done, `done` with the seconds it took. */
export async function timed(doing, done, work) {
  say(doing);
  const begin = process.hrtime();
  const result = await work();
  const [seconds, nanoseconds] = process.hrtime(begin);
  say(`${done} in ${(seconds + nanoseconds / 1e9).toFixed(1)} s.`);
  return result;
}
