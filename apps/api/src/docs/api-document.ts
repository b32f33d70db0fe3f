import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { problemSchema } from '../json/api-schemas';
import { zodToOpenApi } from '../json/zod-to-open-api';

const introduction = `Everything the pages show and do, for programs.

Send a token as \`Authorization: Bearer TOKEN\`; "caseload token create" makes one. It carries its officer’s rights.

Lists take \`limit\` and \`cursor\` and answer \`items\` and \`nextCursor\`. Whatever cannot be done is answered with problem details (RFC 9457) and a stable \`code\`. Fields nobody knows are refused.

A POST may carry an \`Idempotency-Key\`: sent again within a day, the same request gets the first answer and does nothing.`;

/** One tag a topic, in the order of the page. */
const topics: readonly (readonly [name: string, description: string])[] = [
  ['Today', 'What needs somebody now.'],
  ['Cases', 'Applications, their facts, follow-ups and letters.'],
  ['Sites', 'The sites of the register.'],
  ['Providers', 'The providers of the register.'],
  ['Imports', 'Files of the register, and what they changed.'],
  ['Officers', 'The people who use Caseload.'],
  ['Simulations', 'Run one case forward on paper.'],
];

/** Describes everything under /api/v1 as OpenAPI 3.1. */
export function describeApi(app: INestApplication, publicUrl: string): OpenAPIObject {
  const config = topics
    .reduce(
      (builder, [name, description]) => builder.addTag(name, description),
      new DocumentBuilder(),
    )
    .setOpenAPIVersion('3.1.0')
    .setTitle('Caseload API')
    .setDescription(introduction)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(publicUrl)
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'token')
    .addSecurityRequirements('token')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: zodToOpenApi,
  });
  const paths = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/v1/'));
  const used = new Set(operationsOf(paths).flatMap((operation) => operation.tags ?? []));
  return withProblems({
    ...document,
    tags: (document.tags ?? []).filter((tag) => used.has(tag.name)),
    paths: Object.fromEntries(paths),
  });
}

type Paths = [string, OpenAPIObject['paths'][string]][];
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const operationsOf = (paths: Paths): Operation[] =>
  paths.flatMap(([, item]) => methods.flatMap((method) => item[method] ?? []));

/** Every operation may be refused, or fail, in the same shape. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  const { schema, components } = zodToOpenApi(problemSchema, { schemaType: 'output' }) ?? {};
  const content = { 'application/problem+json': { schema: schema as object } };
  for (const operation of operationsOf(Object.entries(document.paths)))
    operation.responses = {
      ...operation.responses,
      '4XX': { $ref: '#/components/responses/Refused' },
      '5XX': { $ref: '#/components/responses/Failed' },
    };
  return {
    ...document,
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, ...components },
      responses: {
        Refused: { description: 'It was not done; the code says why.', content },
        Failed: { description: 'Trouble of ours; nothing was done.', content },
      },
    },
  };
}
