import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { newFact } from '../cases/fact.schemas';
import { problemSchema } from '../json/api-schemas';
import { zodToOpenApi } from '../json/zod-to-open-api';
import { newPolicyDraft } from '../policies/policy.schemas';
import { markedRoutes } from '../security/route-marks';
import { newSimulation } from '../simulations/simulation.schemas';

const introduction = `Everything the pages show and do, for programs.

Send a token as \`Authorization: Bearer TOKEN\`; "caseload token create" makes one. It carries its officer’s rights, or of these what it was narrowed to. Each operation names the permission it needs as \`x-permission\`. What belongs to another team’s case is answered as if it were not there.

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
  ['Policies', 'Durations, rungs and bank holidays, as versions.'],
  ['Simulations', 'Run one case forward on paper.'],
  ['Measures', 'The caseload of the whole area in counts.'],
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
  const used = new Set(
    paths.flatMap(([, item]) => methods.flatMap((method) => item[method]?.tags ?? [])),
  );
  namePermissions(document, app);
  return withWhatAllShare({
    ...document,
    tags: (document.tags ?? []).filter((tag) => used.has(tag.name)),
    paths: Object.fromEntries(paths),
  });
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Says of each operation what the table of permissions asks for. */
function namePermissions(document: OpenAPIObject, app: INestApplication): void {
  for (const { method, path, mark } of markedRoutes(app)) {
    const item = document.paths[path.replace(/:(\w+)/g, '{$1}')] as
      | Record<string, object>
      | undefined;
    const operation = item?.[method] as Record<string, unknown> | undefined;
    if (!operation || !mark || mark === 'public') continue;
    operation['x-permission'] = mark.permission;
    operation.description = [operation.description, `Needs \`${mark.permission}\`.`]
      .filter(Boolean)
      .join(' ');
  }
}

/** Shapes that are named in the document but checked by the rules of the field. */
function namedShapes(): Record<string, object> {
  const shapes = [newFact, newPolicyDraft, newSimulation].map((s) =>
    zodToOpenApi(s, { schemaType: 'input' }),
  );
  const problem = zodToOpenApi(problemSchema, { schemaType: 'output' });
  const named = Object.assign({}, ...[...shapes, problem].map((shape) => shape?.components));
  return JSON.parse(JSON.stringify(named).replaceAll('#/$defs/', '#/components/schemas/'));
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description: 'Makes a repeat of this request get the first answer. A UUID, for example.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

/** What holds for every operation: it may be refused or fail in one shape; a POST may have a key. */
function withWhatAllShare(document: OpenAPIObject): OpenAPIObject {
  for (const item of Object.values(document.paths)) {
    if (item.post) item.post.parameters = [...(item.post.parameters ?? []), idempotencyKey];
    for (const method of methods) {
      const operation = item[method];
      if (operation)
        operation.responses = {
          ...operation.responses,
          '4XX': { $ref: '#/components/responses/Refused' },
          '5XX': { $ref: '#/components/responses/Failed' },
        };
    }
  }
  const content = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  };
  return {
    ...document,
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, ...namedShapes() },
      responses: {
        Refused: { description: 'It was not done; the code says why.', content },
        Failed: { description: 'Trouble of ours; nothing was done.', content },
      },
    },
  };
}
