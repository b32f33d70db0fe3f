import { type Copy, DockerfileParser, type From, type Instruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { contentOf, exists, isKeptOut, sourceOf } from './repository';

// No container engine is needed here: the parts are checked that break an image most often.

const dockerfile = contentOf('Dockerfile');
const instructions = DockerfileParser.parse(dockerfile).getInstructions();
const copies = instructions.filter((each) => each.getKeyword() === 'COPY') as Copy[];
const last = (keyword: string) => instructions.findLast((each) => each.getKeyword() === keyword);
const words = (instruction: Instruction) =>
  instruction.getArguments().map((argument) => argument.getValue());
const stageOf = (copy: Copy) => copy.getFromFlag()?.getValue() ?? null;

it('is a Dockerfile that a builder can read', () => {
  expect(validate(dockerfile).map((problem) => problem.message)).toEqual([]);
});

it('copies only what is in the repository and not kept out by .dockerignore', () => {
  const sources = copies
    .filter((copy) => !stageOf(copy))
    .flatMap((copy) => words(copy).slice(0, -1));
  expect(sources).toContain('package-lock.json');
  expect(sources.filter((path) => !exists(path) || isKeptOut(path))).toEqual([]);
});

it('lets no secrets, tests or local data near the builder', () => {
  for (const path of ['.env', '.git', '.caseload', 'node_modules', 'dist', 'test'])
    expect([path, isKeptOut(path)]).toEqual([path, true]);
  expect(isKeptOut('libs/domain/src/time/london.spec.ts')).toBe(true);
  expect(isKeptOut('libs/domain/src/time/london.ts')).toBe(false);
});

it('copies from stages that come before, and only what those make', () => {
  const stages = new Map<string | null, string>();
  let stage = '';
  for (const instruction of instructions) {
    if (instruction.getKeyword() === 'FROM') {
      stage = (instruction as From).getBuildStage() ?? 'final';
      stages.set(stage, '');
    }
    const from = instruction.getKeyword() === 'COPY' && stageOf(instruction as Copy);
    if (!from) {
      stages.set(stage, `${stages.get(stage)}\n${instruction.getArgumentsContent()}`);
      continue;
    }
    const made = stages.get(from);
    for (const path of words(instruction).slice(0, -1)) {
      const maker = path === '/app/dist' ? 'npm run build' : 'npm ci --omit=dev';
      expect(made).toContain(maker);
      expect(['/app/dist', '/app/node_modules']).toContain(path);
    }
  }
});

it('runs only npm scripts and programs that there are', () => {
  const { scripts } = JSON.parse(contentOf('package.json')) as { scripts: object };
  const runs = [...dockerfile.matchAll(/npm run (\S+)/g)].map((match) => match[1]);
  expect(runs).toContain('build');
  expect(runs.filter((name) => !Object.keys(scripts).includes(String(name)))).toEqual([]);
  const programs = [...dockerfile.matchAll(/dist\/\S+\.js/g)].flatMap(([path]) =>
    path.includes('$ROLE') ? ['api', 'worker'].map((role) => path.replace('$ROLE', role)) : [path],
  );
  expect(programs).toContain('dist/apps/worker/src/main.js');
  expect(programs.filter((path) => !exists(sourceOf(path)))).toEqual([]);
});

it('is built on the Node that .nvmrc names, in every stage', () => {
  const tags = instructions
    .filter((each) => each.getKeyword() === 'FROM')
    .map((each) => [(each as From).getImageName(), (each as From).getImageTag()?.split('-')[0]]);
  expect(new Set(tags.map(String))).toEqual(new Set([`node,${contentOf('.nvmrc').trim()}`]));
});

it('runs as an ordinary user, without development packages or embedded PostgreSQL', () => {
  const user = last('USER');
  expect(user && words(user)).toEqual(['node']);
  expect(last('CMD')?.getRange().start.line).toBeGreaterThan(user?.getRange().start.line ?? 0);
  const packages = copies.find((copy) => words(copy).includes('/app/node_modules'));
  expect(packages && stageOf(packages)).toBe('packages');
  expect(dockerfile).toContain('npm ci --omit=dev --omit=optional');
});

it('asks the readiness page whether the process is healthy, by a script that parses', () => {
  const check = last('HEALTHCHECK')?.getArgumentsContent() ?? '';
  const [program, flag, script] = JSON.parse(check.replace(/^CMD /, '')) as string[];
  expect([program, flag]).toEqual(['node', '-e']);
  expect(script).toContain('/health/ready');
  expect(() => new Function(String(script))).not.toThrow();
});
