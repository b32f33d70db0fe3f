import type { StandardSchemaConverter } from '@nestjs/swagger';
import { z } from 'zod';

type Json = Record<string, unknown>;

/** Describes a zod schema for OpenAPI 3.1; one with an `id` becomes a named component. */
export const zodToOpenApi: NonNullable<StandardSchemaConverter> = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const {
    $schema: _,
    $defs,
    ...root
  } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: schemaType,
    unrepresentable: 'any',
  }) as Json & { $defs?: Record<string, Json> };
  const components = Object.fromEntries(
    Object.entries($defs ?? {}).map(([name, definition]) => [name, withoutId(definition)]),
  );
  const { id } = root;
  if (typeof id !== 'string') return { schema: root, components };
  return {
    schema: { $ref: `#/components/schemas/${id}` },
    components: { ...components, [id]: withoutId(root) },
  };
};

function withoutId({ id: _, ...definition }: Json): Json {
  return definition;
}
