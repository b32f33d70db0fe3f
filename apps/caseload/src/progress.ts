/** Writes a line of progress to standard error, with the seconds since the program began. */
export function progress(line: string): void {
  const seconds = (performance.now() / 1000).toFixed(1).padStart(5);
  process.stderr.write(`${seconds} s  ${line}\n`);
}
