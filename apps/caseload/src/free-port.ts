import { createServer } from 'node:net';
import { StartError } from '@app/platform';

/**
 * Makes sure, before anything slow is begun, that we will be able to listen there.
 * @throws StartError port-taken
 */
export async function checkPort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(explainPort(error, port)));
    probe.listen(port, () => probe.close(() => resolve()));
  });
}

/** A refusal to listen in words, any other error as it was. */
export function explainPort(error: unknown, port: number): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new StartError(
      'port-taken',
      `Port ${port} is in use by another program: stop that one, or choose another port with ` +
        `PORT=${port + 1} npm start.`,
      { cause: error },
    );
  if (code === 'EACCES')
    return new StartError(
      'port-taken',
      `Your user account may not listen on port ${port}: choose one above 1023 with ` +
        'PORT=3000 npm start.',
      { cause: error },
    );
  return error as Error;
}
