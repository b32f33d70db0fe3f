import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What goes wrong with the answer to one request. */
export type Fault =
  | 'slow'
  | 'cut-short'
  | 'too-many'
  | 'come-back-tomorrow'
  | 'broken'
  | 'no-key'
  | 'web-page'
  | 'other-shape'
  | 'endless'
  | 'elsewhere'
  | 'hang-up';

export interface RegisterServices {
  /** `http://127.0.0.1:PORT`; the services lie under `/cqc`, `/ods`, `/dspt.csv` and `/bank-holidays.json`. */
  url: string;
  /** Path and query of every request, in order. */
  asked: string[];
  /** What goes wrong with the requests from now on, one each; then all is well again. */
  next: Fault[];
  /** Goes wrong with every request while it is set. */
  always: Fault | null;
  /** Location ids that `/changes/location` names. */
  changed: string[];
  /** Pages of `/locations` name one another in a circle, and `totalPages` grows. */
  circling: boolean;
  stop(): Promise<void>;
}

const recorded = join(__dirname, '../recorded/cqc-api');
const holidays = join(__dirname, '../../data/bank-holidays.json');
const apiKey = 'a-subscription-key';

/** Replays recorded answers of the registers' services on the loopback address, with faults. */
export async function serveRegisters(): Promise<RegisterServices> {
  const services: RegisterServices = {
    url: '',
    asked: [],
    next: [],
    always: null,
    changed: [],
    circling: false,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const server = createServer((request, response) => {
    services.asked.push(request.url ?? '');
    const fault = services.next.shift() ?? services.always;
    if (fault) goWrong(fault, request, response);
    else answer(services, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  services.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return services;
}

const faults: Record<Fault, (request: IncomingMessage, response: ServerResponse) => void> = {
  slow: (_, response) => void setTimeout(() => response.end('{}'), 5000).unref(),
  'cut-short': (_, response) => {
    response.writeHead(200, { 'Content-Length': '5000' });
    response.write('{"locations": [');
    setTimeout(() => response.destroy(), 20);
  },
  'too-many': (_, response) => response.writeHead(429, { 'Retry-After': '1' }).end(),
  'come-back-tomorrow': (_, response) => response.writeHead(429, { 'Retry-After': '86400' }).end(),
  broken: (_, response) => response.writeHead(500).end('Internal Server Error'),
  'no-key': (_, response) => response.writeHead(401).end('{"statusCode":401}'),
  'web-page': (_, response) =>
    sendText(response, '<!doctype html><p>Down for repairs', 'text/html'),
  'other-shape': (_, response) => send(response, { data: { records: [] } }),
  endless: (_, response) => {
    const more = setInterval(() => response.write(' '.repeat(65_536)), 1);
    response.on('close', () => clearInterval(more));
  },
  elsewhere: (_, response) =>
    response.writeHead(302, { Location: 'http://192.0.2.1/take-the-key' }).end(),
  'hang-up': (request) => request.socket.destroy(),
};

function goWrong(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  faults[fault](request, response);
}

function answer(
  services: RegisterServices,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '', services.url);
  const [, service = '', ...path] = url.pathname.split('/');
  if (service === 'cqc') return cqc(services, path, url.searchParams, request, response);
  if (service === 'ods') return ods(services, url, response);
  if (service === 'dspt.csv') return dspt(response);
  if (service === 'bank-holidays.json') return bankHolidays(request, response);
  response.writeHead(404).end();
}

const locationIds = (): string[] =>
  readdirSync(join(recorded, 'locations')).map((file) => file.replace('.json', ''));

function cqc(
  { changed, circling }: RegisterServices,
  path: string[],
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.headers['ocp-apim-subscription-key'] !== apiKey) {
    response.writeHead(401).end();
    return;
  }
  const [what = '', id] = path;
  const page = Number(query.get('page') ?? 1);
  if (what === 'changes') return send(response, { changes: changed, totalPages: 1, page: 1 });
  if (id === undefined) {
    // Two a page, so that there are several.
    const ids = locationIds();
    const totalPages = circling ? page + 1 : Math.ceil(ids.length / 2);
    const first = circling ? 0 : (page - 1) * 2;
    return send(response, {
      total: ids.length,
      page,
      totalPages,
      nextPageUri: page < totalPages ? `/locations?page=${page + 1}` : null,
      locations: ids.slice(first, first + 2).map((locationId) => ({ locationId })),
    });
  }
  try {
    sendText(response, readFileSync(join(recorded, what, `${id}.json`), 'utf8'));
  } catch {
    response.writeHead(404).end('{"statusCode":404}');
  }
}

function ods({ url: base }: RegisterServices, url: URL, response: ServerResponse): void {
  const role = url.searchParams.get('roleCode') ?? '';
  const offset = Number(url.searchParams.get('_offset') ?? 0);
  const link = `${base}/ods/Organization?roleCode=${role}&_offset=${offset + 1}`;
  send(response, {
    resourceType: 'Bundle',
    type: 'searchset',
    link: offset < 2 ? [{ relation: 'next', url: link }] : [],
    entry: [{ resource: organisation(`V${role.slice(-1)}Z0${offset}`, role) }],
  });
}

const organisation = (code: string, role: string) => ({
  resourceType: 'Organization',
  id: code,
  identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: code }],
  active: true,
  type: [{ coding: [{ code: role, display: 'SOCIAL CARE SITE' }] }],
  name: `INVENTED HOUSE ${code}`,
  address: [{ line: ['1 Mill Lane'], city: 'LINCOLN', postalCode: 'LN1 1AA' }],
});

function dspt(response: ServerResponse): void {
  const name = 'DSPT search results 19_11_2026 06_00_00.csv';
  response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
  const header = 'Code,Organisation Name,Status,Date Of Publication,Primary Sector,ICB';
  sendText(
    response,
    `${header}\r\nVZZ01,INVENTED HOUSE,2025-26 Standards Met,12/06/2026,Social Care,\r\n`,
    'text/csv',
  );
}

function bankHolidays(request: IncomingMessage, response: ServerResponse): void {
  const etag = '"as-in-2026"';
  response.setHeader('ETag', etag);
  if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
  else sendText(response, readFileSync(holidays, 'utf8'));
}

function send(response: ServerResponse, content: unknown): void {
  sendText(response, JSON.stringify(content));
}

function sendText(response: ServerResponse, text: string, type = 'application/json'): void {
  response.setHeader('Content-Type', type);
  response.end(text);
}
