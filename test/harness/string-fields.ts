/** As much of a JSON schema as is looked at. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  prefixItems?: Schema[];
  additionalProperties?: Schema | boolean;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  const?: unknown;
  enum?: unknown[];
}

/** A place in a body where a text may stand. */
export interface StringField {
  pointer: string;
  /** The smallest body with a text at this place, and nothing else. */
  build(text: string): unknown;
}

/** Every place for a text in bodies of a schema; each once, however many kinds of body there are. */
export function stringFields(schema: Schema, document: object): StringField[] {
  const found = new Map<string, StringField>();
  const walk = (
    given: Schema,
    pointer: string,
    build: (inner: unknown) => unknown,
    depth: number,
  ): void => {
    if (depth > 12) return;
    const one = resolve(given, document);
    for (const other of [...(one.oneOf ?? []), ...(one.anyOf ?? []), ...(one.allOf ?? [])])
      walk(other, pointer, build, depth + 1);
    const isText = [one.type].flat().includes('string');
    if (isText && one.const === undefined && !found.has(pointer))
      found.set(pointer, { pointer, build });
    for (const [name, inner] of Object.entries(one.properties ?? {}))
      walk(inner, `${pointer}/${name}`, (value) => build({ [name]: value }), depth + 1);
    if (typeof one.additionalProperties === 'object')
      walk(one.additionalProperties, `${pointer}/any`, (value) => build({ any: value }), depth + 1);
    if (one.items) walk(one.items, `${pointer}/0`, (value) => build([value]), depth + 1);
  };
  walk(schema, '', (value) => value, 0);
  return [...found.values()];
}

function resolve(schema: Schema, document: object): Schema {
  if (!schema.$ref) return schema;
  return schema.$ref
    .slice(2)
    .split('/')
    .reduce((at, step) => (at as Record<string, unknown>)[step] as object, document) as Schema;
}
