import type { StandardSchemaConverter } from '@nestjs/swagger';
import { z } from 'zod';

type Json = Record<string, unknown>;

/** Describes a zod schema for OpenAPI 3.1; each shape with an `id` becomes a named component. */
export const zodToOpenApi: StandardSchemaConverter = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const {
    $schema: _,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: schemaType,
    unrepresentable: 'any',
  }) as Json & { $defs?: Record<string, Json> };
  return { schema: root, components: withoutIds($defs) };
};

/** Under its own name a shape needs no id. */
function withoutIds(shapes: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, { id: _, ...shape }]) => [name, shape]),
  );
}
