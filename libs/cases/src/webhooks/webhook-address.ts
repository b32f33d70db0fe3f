import { BadInput } from '@app/domain';
import { isPublicAddress } from './public-address';

const longest = 2000;

/** Ports below belong to services that are no receivers (RFC 6335); that of the scheme is not written. */
const firstFreePort = 1024;

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Checks where a webhook is to go: `https`, or `http` to this machine where addresses inside are
 * allowed. What a name stands for is looked at when it is called, each time.
 * @param insideAllowed addresses of this machine and of private networks may be called
 * @returns the address as it will be called
 * @throws BadInput
 */
export function checkedAddress(text: string, insideAllowed: boolean): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || url.href.length > longest || !['https:', 'http:'].includes(url.protocol))
    throw bad('Give the whole address, such as https://example.org/caseload.');
  if (url.username !== '' || url.password !== '')
    throw bad('Give the address without a user name and password: the signature shows who sends.');
  if (url.hash !== '') throw bad('Give the address without the part from # on.');
  if (url.port !== '' && Number(url.port) < firstFreePort)
    throw bad(
      `Give the address without a port, or with one from ${firstFreePort} on: the others belong to mail and other services.`,
    );
  const isHere = loopbackNames.has(url.hostname);
  if (url.protocol === 'http:' && !isHere)
    throw bad('Give an address that begins with https: what is sent must be encrypted.');
  const isInside = isHere || url.hostname.endsWith('.localhost') || !isPublicHost(url.hostname);
  if (isInside && !insideAllowed)
    throw bad(
      'Give an address on the internet: this machine and private networks are not called unless WEBHOOK_PRIVATE_ADDRESSES is allowed.',
    );
  return url.href;
}

/** A name may stand for anything: only an address that is written out can be told here. */
function isPublicHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  const isWrittenOut = /^[\d.]+$/.test(address) || address.includes(':');
  return !isWrittenOut || isPublicAddress(address);
}

function bad(message: string): BadInput {
  const code = 'invalid-webhook-address';
  return new BadInput(code, message, [{ pointer: '/url', code, message }]);
}
