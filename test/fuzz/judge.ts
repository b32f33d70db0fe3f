import type { FuzzRequest } from './make-requests';
import type { RawAnswer } from './raw-http';

/** What only our own code knows, and nobody is told. */
const inside =
  /\n\s+at .+[:(]\d+:\d+|node:internal|node_modules|\/libs\/|\/apps\/|\bTypeError\b|\bReferenceError\b|\bQueryFailedError\b|SELECT .+ FROM |duplicate key value|violates /;

/**
 * What is wrong with an answer to a request, whatever the request was.
 * @returns null when nothing is
 */
export function faultOf(request: FuzzRequest, { status, headers, text }: RawAnswer): string | null {
  if (status >= 500 && status !== 503) return `answered ${status}: ${text.slice(0, 300)}`;
  if (status === 503 && !('retry-after' in headers)) return 'was shed without a Retry-After';
  if (status === 0 && plainEnough(request)) return 'got no answer';
  // The page of the API describes SQL and types to nobody, but pages repeat what was sent to them.
  const said = inside.exec(text);
  if (said && !isRepeated(request, said[0])) return `told of its inside: ${said[0].slice(0, 200)}`;
  return null;
}

/** Node itself hangs up on what is no HTTP. */
const plainEnough = ({ path, headers }: FuzzRequest): boolean =>
  /^[\x21-\x7e]*$/.test(path) && headers.every(([, value]) => /^[\x20-\x7e]*$/.test(value));

const isRepeated = (request: FuzzRequest, said: string): boolean =>
  decodeURIComponent(request.path.replace(/%(?![0-9a-f]{2})|%[c-f][0-9a-f]/gi, '')).includes(
    said,
  ) ||
  (request.body?.toString('utf8').includes(said) ?? false);

/** As curl sends it again. */
export function reproOf({ n, as, method, path, headers, body }: FuzzRequest): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const shown = headers
    .map(([name, value]) => [name, /cookie|authorization/i.test(name) ? `(${as})` : value])
    .map(([name, value]) => `-H ${quoted(`${name}: ${value?.slice(0, 200)}`)}`);
  const sent = body ? `--data-binary ${quoted(body.toString('utf8').slice(0, 600))}` : '';
  return `#${n} curl -X ${method} ${shown.join(' ')} ${sent} ${quoted(path.slice(0, 400))}`;
}
