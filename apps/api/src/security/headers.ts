import type { RunningConfig } from '@app/platform';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { isForReaders } from '../problems/answer-problem';

/** An address of this machine itself, where browsers trust plain http. */
export const isLocal = ({ hostname }: URL): boolean =>
  /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

/** No page of ours needs anything of the device it is read on, nor may a frame in it. */
const permissionsPolicy = [
  ...['accelerometer', 'autoplay', 'camera', 'display-capture', 'encrypted-media', 'fullscreen'],
  ...['geolocation', 'gyroscope', 'hid', 'magnetometer', 'microphone', 'midi', 'payment'],
  ...['picture-in-picture', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking'],
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/**
 * What browsers must not do with our answers. No script may run (but see `allowOwnScript`), and
 * nothing is fetched from elsewhere. A page that shows something of its own, such as a letter in a
 * frame, sets a narrower policy for that answer.
 */
export function securityHeaders(config: Pick<RunningConfig, 'publicUrl'>): RequestHandler {
  const url = new URL(config.publicUrl);
  const overHttps = url.protocol === 'https:';
  const handle = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(overHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // A page with a one-time link in its address must not tell it on. Over plain http in a network
    // browsers send no Sec-Fetch-Site, and without a referrer no Origin either, so a form of ours
    // could not be told from a stranger's.
    referrerPolicy: { policy: overHttps || isLocal(url) ? 'no-referrer' : 'same-origin' },
    strictTransportSecurity: overHttps,
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    response.set('Permissions-Policy', permissionsPolicy);
    handle(request, response, next);
  };
}

/** Pages behind the links in letters: their addresses are told to nobody, and found by nobody. */
export const keptToReader: RequestHandler = (request, response, next) => {
  if (isForReaders(request.path)) {
    response.set('Referrer-Policy', 'no-referrer');
    response.set('X-Robots-Tag', 'noindex, nofollow, noarchive');
  }
  next();
};

/** Pages and answers hold what only the person asking may see. Assets have been served before. */
export const neverStored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};
