import { generateKeyPairSync } from 'node:crypto';
import { readConfig, requireRunning } from '@app/platform';
import { DCLinter } from 'dclint';
import { parse } from 'yaml';
import { contentOf, exists, pathTo, sourceOf } from './repository';

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  container_name?: string;
  restart?: string;
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test?: string[]; disable?: boolean };
  ports?: string[];
  volumes?: string[];
}

const file = contentOf('docker-compose.yml');
const compose = parse(file, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const service = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}.`);
  return found;
};
const ours = services.filter(([, each]) => each.build);

const signingKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** Of variables that take no random text. */
const fitting: Readonly<Record<string, string>> = {
  SMTP_URL: 'smtp://mail.example.org:587',
  IMAP_URL: 'imaps://user:password@mail.example.org:993/INBOX',
  MAIL_TLS: 'required',
  ASSOCIATION_NAME: 'Wold Care Association',
  SECURITY_CONTACT: 'mailto:security@example.org',
  // It stands for OIDC_ISSUER: only one of the two may be given.
  OIDC_TENANT: '',
  OIDC_ISSUER: 'https://login.example.org',
  CQC_API_URL: 'https://cqc.example.org/v1',
  ODS_API_URL: 'https://ods.example.org/fhir',
  DSPT_LIST_URL: 'https://dspt.example.org/list.csv',
  BANK_HOLIDAYS_URL: 'https://www.gov.uk/bank-holidays.json',
  DKIM_DOMAIN: 'example.org',
  DKIM_SELECTOR: 'caseload',
  DKIM_KEY: String(signingKey.export({ type: 'pkcs8', format: 'pem' })).replaceAll('\n', '\\n'),
};

/** The variables of .env.example, all filled in. */
const filledIn = Object.fromEntries(
  [...contentOf('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [
    String(name),
    value || (fitting[String(name)] ?? '0123456789abcdef'.repeat(2)),
  ]),
);

/** What compose makes of `${NAME}`, `${NAME:-default}` and `${NAME:?message}`. */
const interpolate = (text: string, values: Record<string, string>) =>
  text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, sign: string, rest: string) => {
    if (values[name]) return values[name];
    if (sign === '?') throw new Error(`${name}: ${rest}`);
    return sign === '-' ? rest : '';
  });
const environmentOf = (each: Service, values: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(each.environment ?? {}).map(([name, text]) => [name, interpolate(text, values)]),
  );

it('agrees with the Compose specification’s own schema', () => {
  const rules = {
    'no-duplicate-container-names': 2,
    'no-duplicate-exported-ports': 2,
    'no-version-field': 2,
    'require-project-name-field': 2,
    'require-quotes-in-ports': [2, { quoteType: 'double' }],
    'service-image-require-explicit-tag': 2,
    ...Object.fromEntries(
      [
        ...['no-build-and-image', 'no-unbound-port-interfaces', 'no-quotes-in-volumes'],
        ...['service-container-name-regex', 'service-dependencies-alphabetical-order'],
        ...['service-keys-order', 'service-ports-alphabetical-order'],
        ...['services-alphabetical-order', 'top-level-properties-order'],
      ].map((name) => [name, 0]),
    ),
  } as never;
  const linter = new DCLinter({ rules, quiet: true, debug: false, exclude: [] });
  const [result] = linter.lintFiles([pathTo('docker-compose.yml')], false);
  expect(
    result?.messages.map(
      (each: { rule: string; message: string }) => `${each.rule}: ${each.message}`,
    ),
  ).toEqual([]);
});

it('runs PostgreSQL 18, Redis, Mailpit, a migration, and api and worker', () => {
  expect(services.map(([name]) => name).sort()).toEqual(
    ['api', 'mailpit', 'migrate', 'postgres', 'redis', 'worker'].sort(),
  );
  expect(service('postgres').image).toBe('postgres:18');
});

it('starts programs that there are', () => {
  for (const [, each] of ours) {
    const program = each.command?.[1];
    if (program) expect([program, exists(sourceOf(program))]).toEqual([program, true]);
  }
  expect(service('migrate').command?.at(-1)).toBe('migrate');
  expect(service('migrate').restart).toBe('no');
});

it('names every variable it needs in .env.example, and no other there', () => {
  const needed = new Set([...file.matchAll(/\$\{(\w+)/g)].map((match) => match[1]));
  expect([...needed].sort()).toEqual(Object.keys(filledIn).sort());
});

it('gives each of our processes settings that it accepts', () => {
  for (const [name, each] of ours) {
    const config = requireRunning(
      readConfig({ ...environmentOf(each, filledIn), NODE_ENV: 'production' }),
    );
    expect(config.databaseUrl).toContain('@postgres:5432/caseload');
    expect(config.redisUrl).toBe('redis://redis:6379');
    if (name !== 'migrate') expect(config.role).toBe(name);
  }
});

it('sends letters to Mailpit until a mail server is named', () => {
  const { SMTP_URL: _, ...withoutMail } = filledIn;
  expect(environmentOf(service('worker'), withoutMail).SMTP_URL).toBe('smtp://mailpit:1025');
  expect(environmentOf(service('worker'), filledIn).SMTP_URL).toBe(filledIn.SMTP_URL);
});

it.each(['POSTGRES_PASSWORD', 'SESSION_SECRET', 'FIELD_KEY'])(
  'does not start without %s, and says where to put it',
  (name) => {
    const { [name]: _, ...without } = filledIn;
    const postgres = service('postgres');
    expect(() =>
      [...ours.map(([, each]) => each), postgres].map((each) => environmentOf(each, without)),
    ).toThrow('copy .env.example to .env');
  },
);

it('waits for what can tell that it is ready', () => {
  for (const [, each] of services)
    for (const [name, { condition }] of Object.entries(each.depends_on ?? {})) {
      const other = service(name);
      if (condition === 'service_healthy') expect(other.healthcheck?.test).toBeDefined();
      if (condition === 'service_completed_successfully') expect(other.restart).toBe('no');
    }
  for (const name of ['api', 'worker'])
    expect(service(name).depends_on).toMatchObject({
      migrate: { condition: 'service_completed_successfully' },
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
});

it('lets api and worker run as many times as asked', () => {
  for (const name of ['api', 'worker']) {
    const { container_name, ports = [] } = service(name);
    expect(container_name).toBeUndefined();
    for (const port of ports) expect(port).toMatch(/^\d+-\d+:3000$/);
  }
});

it('keeps data on named volumes', () => {
  const used = services.flatMap(([, each]) => each.volumes ?? []).map((each) => each.split(':')[0]);
  expect(used.sort()).toEqual(Object.keys(compose.volumes).sort());
  // From version 18 on the image keeps its data one folder higher than before.
  expect(service('postgres').volumes).toEqual(['postgres:/var/lib/postgresql']);
});
