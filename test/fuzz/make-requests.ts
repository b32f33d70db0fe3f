import fc from 'fast-check';
import { isApi, type Route } from '../harness/routes';
import { Dice } from './dice';
import { fromSchema, type Schema } from './from-schema';
import {
  nastyBodies,
  nastyHeaders,
  nastyPaths,
  nastyTexts,
  nastyTypes,
  nastyValues,
} from './nasty-values';
import type { PageForm } from './page-forms';

/** One request, whole: with it the same thing happens again. */
export interface FuzzRequest {
  /** Which of all, by which chance. */
  n: number;
  as: string;
  route: string;
  method: string;
  path: string;
  headers: [name: string, value: string][];
  body: Buffer | null;
}

interface Operation {
  parameters?: { name: string; in: string; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
}

export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** What requests are made of. */
export interface Material {
  routes: readonly Route[];
  document: ApiDocument;
  /** Real addresses of a route's path. */
  addresses: Readonly<Record<string, readonly string[]>>;
  /** Real values by the names of fields. */
  known: Readonly<Record<string, readonly unknown[]>>;
  forms: readonly PageForm[];
  roles: readonly string[];
  /** Headers by which each role is known. */
  credentials(role: string, toApi: boolean): [name: string, value: string][];
}

const otherMethods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY'];
const keys = Array.from({ length: 30 }, (_, n) => `fuzz-key-${n}`);

/** Makes requests to every route there is: most of them nearly right, others not at all. */
export class RequestMaker {
  private dice = new Dice(0);
  private readonly bodies = new Map<string, fc.Arbitrary<unknown> | null>();

  constructor(
    private readonly material: Material,
    private readonly seed: number,
  ) {}

  /** The same request for the same number, whatever was made before. */
  make(n: number): FuzzRequest {
    this.dice = new Dice(this.seed + n * 7919);
    const { dice, material } = this;
    // Every route has its turn; what is done to it is chance.
    const route = material.routes[n % material.routes.length] as Route;
    const as = dice.pick(material.roles);
    const request: FuzzRequest = {
      n,
      as,
      route: `${route.method} ${route.path}`,
      method: dice.chance(0.04) ? dice.pick(otherMethods) : route.method.toUpperCase(),
      path: this.pathOf(route),
      headers: [],
      body: null,
    };
    const toApi = isApi(route);
    request.headers.push(...material.credentials(as, dice.chance(0.03) ? !toApi : toApi));
    if (!toApi && dice.chance(0.95)) request.headers.push(['Sec-Fetch-Site', 'same-origin']);
    if (!['GET', 'HEAD'].includes(request.method)) this.addBody(route, request);
    if (toApi && dice.chance(0.7)) request.headers.push(['If-Match', `"v${dice.below(9)}"`]);
    if (toApi && dice.chance(0.2)) request.headers.push(['Idempotency-Key', dice.pick(keys)]);
    if (dice.chance(0.12)) request.headers.push([...dice.pick(nastyHeaders)]);
    return request;
  }

  private pathOf(route: Route): string {
    const { dice, material } = this;
    let path = dice.pick(material.addresses[route.path] ?? [route.path]);
    if (dice.chance(0.1))
      path = path.replace(/[^/]+$/, () => encodedOrRaw(dice, dice.pick(nastyTexts)));
    if (dice.chance(0.5)) path += this.queryOf(route);
    if (dice.chance(0.05)) path += dice.pick(nastyPaths);
    return path;
  }

  private queryOf(route: Route): string {
    const { dice } = this;
    const names = [
      ...(this.operationOf(route)?.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, schema }) => [name, schema] as const),
      ...['cursor', 'q', 'done', 'show', 'open', 'whose', 'fact', 'field', 'limit', 'next'].map(
        (name) => [name, undefined] as const,
      ),
    ];
    const parts = Array.from({ length: 1 + dice.below(3) }, () => {
      const [name, schema] = dice.pick(names);
      const value =
        schema && dice.chance(0.6)
          ? String(this.sample(this.arbitrary(schema)))
          : dice.pick(nastyTexts);
      return `${name}=${encodedOrRaw(dice, value)}`;
    });
    return `?${parts.join('&')}`;
  }

  private addBody(route: Route, request: FuzzRequest): void {
    const { dice } = this;
    const wild = dice.chance(0.15);
    const type = dice.chance(0.06)
      ? dice.pick(nastyTypes)
      : isApi(route)
        ? 'application/json'
        : 'application/x-www-form-urlencoded';
    if (type !== '') request.headers.push(['Content-Type', type]);
    request.body = wild
      ? dice.pick(nastyBodies)[1]
      : isApi(route)
        ? this.jsonBody(route)
        : this.formBody(request.path);
    if (dice.chance(0.03)) request.body = request.body.subarray(0, request.body.length >> 1);
  }

  private jsonBody(route: Route): Buffer {
    const { dice } = this;
    const arbitrary = this.bodyOf(route);
    let value: unknown = arbitrary ? this.sample(arbitrary) : {};
    if (dice.chance(0.6)) return Buffer.from(JSON.stringify(value) ?? '');
    for (let changes = 1 + dice.below(2); changes > 0; changes--) value = this.spoilt(value);
    return Buffer.from(JSON.stringify(value) ?? '');
  }

  /** The value with one thing in it that does not belong. */
  private spoilt(value: unknown): unknown {
    const { dice } = this;
    if (dice.chance(0.15)) return dice.pick(nastyValues);
    if (Array.isArray(value)) return value.map((one) => this.spoilt(one));
    if (value === null || typeof value !== 'object')
      return typeof value === 'string' && dice.chance(0.7)
        ? dice.pick(nastyTexts)
        : dice.pick(nastyValues);
    const entries = Object.entries(value);
    if (entries.length === 0 || dice.chance(0.15))
      return Object.fromEntries([...entries, [dice.pick(nastyTexts), dice.pick(nastyValues)]]);
    const chosen = dice.below(entries.length);
    if (dice.chance(0.2)) return Object.fromEntries(entries.filter((_, n) => n !== chosen));
    return Object.fromEntries(
      entries.map(([name, inner], n) => [name, n === chosen ? this.spoilt(inner) : inner]),
    );
  }

  private formBody(path: string): Buffer {
    const { dice, material } = this;
    const [bare] = path.split('?');
    const own = material.forms.filter(({ action }) => action.split('?')[0] === bare);
    const form = own.length > 0 ? dice.pick(own) : dice.pick(material.forms);
    const pairs: [string, string][] = [['formToken', dice.text(22)]];
    for (const [name, values] of Object.entries(form.fields)) {
      if (name === 'formToken' || dice.chance(0.1)) continue;
      pairs.push([name, this.valueOf(name, values)]);
      if (dice.chance(0.05)) pairs.push([name, dice.pick(nastyTexts)]);
    }
    if (dice.chance(0.1)) pairs.push([dice.pick(nastyTexts), dice.pick(nastyTexts)]);
    return Buffer.from(
      pairs.map((pair) => pair.map((part) => encodedOrRaw(dice, part)).join('=')).join('&'),
    );
  }

  private valueOf(name: string, values: readonly string[]): string {
    const { dice } = this;
    if (dice.chance(0.2)) return dice.pick(nastyTexts);
    if (/\[day\]$/.test(name)) return String(1 + dice.below(31));
    if (/\[month\]$/.test(name)) return String(1 + dice.below(12));
    if (/\[year\]$/.test(name)) return '2026';
    const [value] = [dice.pick(values)];
    return value !== '' ? value : dice.pick(['Some words', '17:00', 'kim@home.example', '2']);
  }

  private operationOf({ method, path }: Route): Operation | undefined {
    return this.material.document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method];
  }

  private bodyOf(route: Route): fc.Arbitrary<unknown> | null {
    const name = `${route.method} ${route.path}`;
    const before = this.bodies.get(name);
    if (before !== undefined) return before;
    const { content = {} } = this.operationOf(route)?.requestBody ?? {};
    const schema = content['application/json']?.schema;
    const made = schema ? this.arbitrary(schema) : null;
    this.bodies.set(name, made);
    return made;
  }

  private arbitrary(schema: Schema): fc.Arbitrary<unknown> {
    const { document, known } = this.material;
    return fromSchema(schema, document.components.schemas, known);
  }

  private sample(arbitrary: fc.Arbitrary<unknown>): unknown {
    return fc.sample(arbitrary, { numRuns: 1, seed: this.dice.below(2 ** 31) })[0];
  }
}

function encodedOrRaw(dice: Dice, text: string): string {
  if (dice.chance(0.03)) return text;
  try {
    return encodeURIComponent(text);
  } catch {
    // Half of a surrogate pair has no encoding; these bytes are as wrong.
    return '%ED%A0%80';
  }
}
