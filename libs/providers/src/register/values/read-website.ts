import type { ValueRead } from './value-read';

const host = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/**
 * Reads the address of a website, which pages show as a link: so it leads to the web and nowhere
 * else. CQC’s files leave `https://` out or put it in; it is put in here, so that they agree.
 */
export function readWebsite(text: string): ValueRead<string> {
  const trimmed = text.replace(/[\s:/]+$/, '');
  const address = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  return isWebAddress(address)
    ? { value: address }
    : {
        wrong: {
          code: 'invalid-website',
          message: `“${text.slice(0, 80)}” is not the address of a website.`,
        },
      };
}

function isWebAddress(address: string): boolean {
  if (/[\s"<>\\]/.test(address) || !URL.canParse(address)) return false;
  const { hostname, username, password } = new URL(address);
  return host.test(hostname) && username === '' && password === '';
}

/**
 * Reads the address of a home’s page at CQC. Older files write `http`, which leads to the same page.
 */
export function readCqcPage(text: string): ValueRead<string> {
  const path = /^https?:\/\/(?:www\.)?cqc\.org\.uk(\/[^\s"<>]*)$/.exec(text)?.[1];
  return path === undefined
    ? { wrong: { code: 'invalid-url', message: 'This is not a page of www.cqc.org.uk.' } }
    : { value: `https://www.cqc.org.uk${path}` };
}
