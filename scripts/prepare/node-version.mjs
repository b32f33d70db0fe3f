import { Refusal } from './refusal.mjs';

/**
 * NestJS 12 is made of ES modules, which our compiled code loads with require(). Node.js does that
 * since 20.19, in the 22 line since 22.12, and in every later line.
 */
export function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major === 21 || (major === 22 && minor < 12))
    throw new Refusal(
      `Caseload needs Node.js 20.19 or newer (of the 22 line 22.12), found ${version}: install ` +
        'Node.js 24 from https://nodejs.org and run this again.',
    );
  if (major < 20 || (major === 20 && minor < 19))
    throw new Refusal(
      `Caseload needs Node.js 20.19 or newer, found ${version}: install Node.js 24 from ` +
        'https://nodejs.org and run this again.',
    );
}
