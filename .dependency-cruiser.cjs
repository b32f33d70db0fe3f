/**
 * The libs in the order of their imports: each may import those in the rows above its own, and none
 * beside it. The apps stand above them all.
 */
const layers = [
  ['domain', 'platform'],
  ['history'],
  ['providers', 'dspt', 'follow-ups', 'letters', 'officers'],
  ['cases'],
  ['measures'],
];
/** Stands apart from the layers: a second opinion is none if it shares what it judges. */
const apart = { 'night-audit': ['platform'] };
const libs = [...layers.flat(), ...Object.keys(apart)];

const spec = '\\.(spec|e2e-spec)\\.ts$';
const notShipped = `(${spec}|^(test|scripts)/|^[^/]+\\.(mjs|cjs)$)`;

const directions = layers.flatMap((row, level) =>
  row.map((lib) => {
    const below = layers.slice(0, level).flat();
    return {
      name: `direction-${lib}`,
      comment: `libs/${lib} imports ${below.join(', ') || 'no other lib'}, and nothing else of ours.`,
      severity: 'error',
      from: { path: `^libs/${lib}/`, pathNot: spec },
      to: { path: '^(libs|apps|test|scripts)/', pathNot: `^libs/(${[lib, ...below].join('|')})/` },
    };
  }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Two files that need one another are one idea, or a plain value should be passed.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...directions,
    ...Object.entries(apart).map(([lib, allowed]) => ({
      name: `apart-${lib}`,
      comment: `libs/${lib} imports ${allowed.join(', ')}, and nothing else of ours: not even a type, not even in a test.`,
      severity: 'error',
      from: { path: `^libs/${lib}/` },
      to: {
        path: '^(libs|apps|test|scripts)/',
        pathNot: `^libs/(${[lib, ...allowed].join('|')})/`,
      },
    })),
    {
      name: 'nothing-leans-on-the-second-opinion',
      comment: 'Only the programs, and tests, ask libs/night-audit.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/night-audit/' },
      to: { path: '^libs/night-audit/' },
    },
    {
      name: 'unknown-lib',
      comment: 'A new lib takes its place in the layers at the top of .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^libs/', pathNot: `^libs/(${libs.join('|')})/` },
      to: {},
    },
    {
      name: 'through-the-index',
      comment: 'Another lib is imported by its index: @app/NAME.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'through-the-index-from-outside',
      comment: 'A lib is imported by its index: @app/NAME.',
      severity: 'error',
      from: { pathNot: '^libs/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'own-files-directly',
      comment:
        'Inside a lib files import one another by relative path, not through the lib’s index.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: spec },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    {
      name: 'pure-domain',
      comment: 'The rules know no framework, database, queue, disk or network.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: spec },
      to: { pathNot: ['^libs/domain/', '^node_modules/(temporal-polyfill|zod)/'] },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration must keep meaning what it meant: it imports no code that changes.',
      severity: 'error',
      from: { path: '^migrations/', pathNot: spec },
      to: { path: '^(libs|apps|test|scripts)/' },
    },
    {
      name: 'shipped-code-needs-no-tests',
      comment: 'The image holds neither tests nor scripts.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: spec },
      to: { path: `(^(test|scripts)/|${spec})` },
    },
    {
      name: 'shipped-code-needs-no-dev-dependency',
      comment: 'The image is installed without development dependencies: move it to dependencies.',
      severity: 'error',
      from: { pathNot: notShipped },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'type-only'],
        pathNot: '/@types/',
      },
    },
    {
      name: 'undeclared-dependency',
      comment: 'Only packages named in package.json are imported.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'unresolvable',
      comment: 'Nothing is found under this name.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types', 'typings'],
    },
  },
};
