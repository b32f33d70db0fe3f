import OpenAPIResponseValidator from 'openapi-response-validator';
import type { Response } from 'supertest';

interface Operation {
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: object }> }>;
}

interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, object>;
    responses: Record<string, Operation['responses'][string]>;
  };
}

/** Compares answers with what the API's own document says of them. */
export class ApiContract {
  /** Operations of which a good answer was compared. */
  readonly seen = new Set<string>();

  /** By operation and status: to make one takes longer than all else a test does. */
  private readonly validators = new Map<string, OpenAPIResponseValidator>();

  constructor(private readonly document: ApiDocument) {}

  get operations(): string[] {
    return Object.entries(this.document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
  }

  /** @throws when the answer's status, content type or body is not what the document says */
  check(answer: Response): void {
    const { method, url } = answer.request as { method: string; url: string };
    const [path, operation] = this.operationOf(method.toLowerCase(), new URL(url).pathname);
    const responses = Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => [
        status,
        response.$ref
          ? this.document.components.responses[response.$ref.split('/').at(-1) ?? '']
          : response,
      ]),
    );
    const expected = responses[answer.status] ?? responses[`${String(answer.status)[0]}XX`];
    const [mediaType] = Object.keys(expected?.content ?? {});
    // Nothing is promised, and nothing came.
    if (expected && !mediaType && answer.text === '') {
      this.seen.add(`${method.toLowerCase()} ${path}`);
      return;
    }
    if (!mediaType || answer.type !== mediaType)
      throw new Error(`${method} ${path}: ${answer.status} came as ${answer.type}.`);
    const status = responses[answer.status]
      ? String(answer.status)
      : `${String(answer.status)[0]}XX`;
    const name = `${method.toLowerCase()} ${path} ${status}`;
    let validator = this.validators.get(name);
    if (!validator) {
      validator = this.validatorOf({ [status]: expected });
      this.validators.set(name, validator);
    }
    const wrong = validator.validateResponse(String(answer.status), answer.body);
    if (wrong)
      throw new Error(`${method} ${path}: ${answer.status}: ${JSON.stringify(wrong.errors)}`);
    if (answer.ok) this.seen.add(`${method.toLowerCase()} ${path}`);
  }

  /** It changes what it is given. */
  private validatorOf(responses: object): OpenAPIResponseValidator {
    return new OpenAPIResponseValidator({
      responses: structuredClone(responses) as never,
      components: structuredClone(this.document.components) as never,
      customFormats: { date: () => true, 'date-time': () => true, uuid: () => true } as never,
    });
  }

  /** A fixed path is found before one with a place for an id. */
  private operationOf(method: string, path: string): [path: string, operation: Operation] {
    const found = Object.entries(this.document.paths)
      .filter(([template]) => patternOf(template).test(path))
      .sort(([a], [b]) => a.split('{').length - b.split('{').length)
      .flatMap(([template, item]) => (item[method] ? [[template, item[method]] as const] : []))[0];
    if (!found) throw new Error(`The document knows no ${method} ${path}.`);
    return [found[0], found[1]];
  }
}

const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);
