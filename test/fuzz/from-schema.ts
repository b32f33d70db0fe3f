import fc from 'fast-check';

/** A schema as an OpenAPI 3.1 document has it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  prefixItems?: Schema[];
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  format?: string;
  examples?: unknown[];
}

const formats: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  date: fc.constantFrom('2026-11-01', '2026-11-20', '2026-12-31', '2024-02-29', '2031-01-01'),
  'date-time': fc.constantFrom('2026-11-20T10:00:00Z', '2026-10-25T01:30:00+01:00'),
  uuid: fc.uuid(),
  email: fc.constantFrom('kim@home.example', 'o.brien@a.b.example'),
};

/**
 * Values as a schema asks for them.
 * @param known values that are there already, by the name of the field they belong in
 */
export function fromSchema(
  schema: Schema,
  shapes: Readonly<Record<string, Schema>>,
  known: Readonly<Record<string, readonly unknown[]>>,
  depth = 0,
): fc.Arbitrary<unknown> {
  const go = (inner: Schema) => fromSchema(inner, shapes, known, depth + 1);
  if (depth > 6) return fc.constant(null);
  if (schema.$ref) return go(shapes[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum && schema.enum.length > 0) return fc.constantFrom(...schema.enum);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices && choices.length > 0) return fc.oneof(...choices.map(go));
  if (schema.allOf?.[0]) return go(schema.allOf[0]);
  const [type] = [schema.type].flat();
  switch (type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, property]) => {
            const there = known[name];
            const made = go(property);
            return [name, there?.length ? fc.oneof(fc.constantFrom(...there), made) : made];
          }),
        ),
        { requiredKeys: schema.required ?? [] },
      );
    case 'array':
      return fc.array(schema.items ? go(schema.items) : fc.jsonValue(), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3),
      });
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(schema.minimum ?? -5, -1_000_000),
        max: Math.min(schema.maximum ?? 1_000, 1_000_000),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return text(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function text(schema: Schema): fc.Arbitrary<unknown> {
  const format = formats[schema.format ?? ''];
  if (format) return format;
  const examples = (schema.examples ?? []).map((example) => fc.constant(example));
  return fc.oneof(
    ...examples,
    ...matching(schema.pattern),
    fc.string({
      unit: 'grapheme',
      minLength: Math.min(schema.minLength ?? 0, 50),
      maxLength: Math.min(schema.maxLength ?? 30, 200),
    }),
  );
}

/** Not every pattern can be turned round into texts. */
function matching(pattern: string | undefined): fc.Arbitrary<unknown>[] {
  if (pattern === undefined) return [];
  try {
    return [fc.stringMatching(new RegExp(pattern))];
  } catch {
    return [];
  }
}
