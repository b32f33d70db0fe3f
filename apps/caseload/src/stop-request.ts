import { commandOf, isRunning, type ProcessIdentity, parentOf } from '@app/platform';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C may arrive twice: from the terminal, and handed on by npm. */
const sameStrokeMs = 500;

/** Somebody wants this process to end. */
export interface StopRequest {
  /** Resolves with who asked, or with the error that nobody caught. */
  asked: Promise<string | Error>;
  isAsked(): boolean;
  /** Resolves when somebody asked again, half a second or more later. */
  hurried: Promise<void>;
  /** Stops listening. */
  dispose(): void;
}

/**
 * Listens for signals, for the end of a parent that holds an IPC channel, for the end of the npm that
 * started us (it does not hand on SIGTERM), and for errors nobody caught.
 */
export function listenForStop(): StopRequest {
  let ask: (reason: string | Error) => void = () => undefined;
  let hurry: () => void = () => undefined;
  const asked = new Promise<string | Error>((resolve) => {
    ask = resolve;
  });
  const hurried = new Promise<void>((resolve) => {
    hurry = resolve;
  });
  let first: number | null = null;
  const request = (reason: string | Error) => {
    if (first === null) {
      first = performance.now();
      ask(reason);
    } else if (performance.now() - first >= sameStrokeMs) hurry();
  };
  const onSignal = (signal: NodeJS.Signals) => request(signal);
  const onDisconnect = () => request('the program that started this one is gone');
  for (const signal of signals) process.on(signal, onSignal);
  process.on('disconnect', onDisconnect);
  process.on('uncaughtException', request);
  const parent = watchNpm(() => request('the npm that started this is gone'));
  return {
    asked,
    isAsked: () => first !== null,
    hurried,
    dispose: () => {
      for (const signal of signals) process.off(signal, onSignal);
      process.off('disconnect', onDisconnect);
      process.off('uncaughtException', request);
      clearInterval(parent);
    },
  };
}

/** A daemon's parent may go in peace; only npm's end means that somebody wanted to end us. */
function watchNpm(gone: () => void): NodeJS.Timeout | undefined {
  if (!process.env.npm_lifecycle_event) return undefined;
  // Noted by scripts/caseload.mjs before the packages were installed.
  const parent = Number(process.env.CASELOAD_PARENT ?? process.ppid);
  delete process.env.CASELOAD_PARENT;
  const npm = npmAbove(parent);
  let told = false;
  const look = () => {
    if (told || (process.ppid === parent && (!npm || isRunning(npm)))) return;
    told = true;
    gone();
  };
  return setInterval(look, 500).unref();
}

/** npm runs us by a shell, which lives on when npm is killed. */
function npmAbove(shell: number): ProcessIdentity | null {
  const npm = parentOf(shell);
  return npm && /\bnpm\b/.test(commandOf(npm.pid)?.join(' ') ?? '') ? npm : null;
}
