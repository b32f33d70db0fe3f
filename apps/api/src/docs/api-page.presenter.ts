import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Record<string, unknown>;

/** A shape by name, with the place on the page where it is described. */
interface ShapeName {
  type: string;
  schemaHref: string | null;
}

interface Field extends ShapeName {
  name: string;
  required: boolean;
  description: string;
}

interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: (Field & { place: string })[];
  bodies: (ShapeName & { mediaType: string })[];
  responses: (ShapeName & { status: string; description: string })[];
}

export interface ApiPage {
  title: string;
  version: string;
  introduction: string[];
  topics: { id: string; name: string; description: string; operations: Operation[] }[];
  shapes: { name: string; description: string; fields: Field[] }[];
}

/** The API's document, for reading. */
export function presentApi(document: OpenAPIObject): ApiPage {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Json>).map(([method, operation]) => ({
      tags: (operation.tags ?? []) as string[],
      operation: presentOperation(method, path, operation, document),
    })),
  );
  return {
    title: document.info.title,
    version: document.info.version,
    introduction: (document.info.description ?? '').replaceAll('`', '').split('\n\n'),
    topics: (document.tags ?? []).map(({ name, description }) => ({
      id: `topic-${name.toLowerCase()}`,
      name,
      description: description ?? '',
      operations: operations.filter((o) => o.tags.includes(name)).map((o) => o.operation),
    })),
    shapes: Object.entries(document.components?.schemas ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => ({
        name,
        description: text((schema as Json).description),
        fields: fieldsOf(schema as Json),
      })),
  };
}

function presentOperation(
  method: string,
  path: string,
  operation: Json,
  document: OpenAPIObject,
): Operation {
  const parameters = (operation.parameters ?? []) as Json[];
  const body = (operation.requestBody ?? {}) as { content?: Record<string, Json> };
  return {
    id: text(operation.operationId),
    method: method.toUpperCase(),
    path,
    summary: text(operation.summary),
    description: text(operation.description).replaceAll('`', ''),
    parameters: parameters.map((parameter) => ({
      name: text(parameter.name),
      place: text(parameter.in),
      required: parameter.required === true,
      description: text(parameter.description ?? (parameter.schema as Json)?.description),
      ...shapeOf(parameter.schema as Json),
    })),
    bodies: Object.entries(body.content ?? {}).map(([mediaType, { schema }]) => ({
      mediaType,
      ...shapeOf(schema as Json),
    })),
    responses: Object.entries((operation.responses ?? {}) as Record<string, Json>).map(
      ([status, response]) => presentResponse(status, resolved(response, document)),
    ),
  };
}

function presentResponse(status: string, response: Json): Operation['responses'][number] {
  const [content] = Object.values((response.content ?? {}) as Record<string, Json>);
  return {
    status,
    description: text(response.description),
    ...(content ? shapeOf(content.schema as Json) : { type: '', schemaHref: null }),
  };
}

/** Responses may stand among the components. */
function resolved(response: Json, document: OpenAPIObject): Json {
  const name = nameOf(response);
  const found = name && (document.components?.responses?.[name] as Json | undefined);
  return found || response;
}

function fieldsOf(schema: Json): Field[] {
  const required = new Set((schema.required ?? []) as string[]);
  return Object.entries((schema.properties ?? {}) as Record<string, Json>).map(([name, field]) => ({
    name,
    required: required.has(name),
    description: text(field.description).replace(/\.$/, ''),
    ...shapeOf(field),
  }));
}

/** "text", "list of SiteSummary", "one of post, email"… */
function shapeOf(schema: Json | undefined): ShapeName {
  if (!schema) return { type: 'anything', schemaHref: null };
  const name = nameOf(schema);
  if (name) return { type: name, schemaHref: `#shape-${name}` };
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (choices) return among(choices.map(shapeOf));
  if (schema.enum) return plain(`one of ${(schema.enum as unknown[]).map(String).join(', ')}`);
  if (schema.type === 'array') {
    const item = shapeOf(schema.items as Json);
    return { ...item, type: `list of ${item.type}` };
  }
  return plain(basicTypes[text(schema.format)] ?? basicTypes[text(schema.type)] ?? 'anything');
}

function among(shapes: ShapeName[]): ShapeName {
  return {
    type: shapes.map((shape) => shape.type).join(' or '),
    schemaHref: shapes.find((shape) => shape.schemaHref)?.schemaHref ?? null,
  };
}

const basicTypes: Readonly<Record<string, string>> = {
  date: 'day',
  'date-time': 'instant',
  uuid: 'UUID',
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  null: 'null',
};

const plain = (type: string): ShapeName => ({ type, schemaHref: null });

const nameOf = (reference: Json): string | undefined => text(reference.$ref).split('/')[3];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
