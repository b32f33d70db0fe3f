import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Time is an argument: only one folder reads the clock, everything else is handed a `Clock`. */
const clockReads = [
  'NewExpression[callee.name="Date"][arguments.length=0]',
  'CallExpression[callee.name="Date"]',
  'MemberExpression[object.name="Date"][property.name="now"]',
  'MemberExpression[object.name="Temporal"][property.name="Now"]',
].map((selector) => ({
  selector,
  message: 'Only libs/platform/src/clock reads the time. Take a Clock, or better an instant.',
}));

const leftOutTests = [
  'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(only|skip|todo|failing)$/]',
  'CallExpression[callee.name=/^(fit|xit|fdescribe|xdescribe|xtest)$/]',
].map((selector) => ({
  selector,
  message: 'No test is left out or run alone in what is committed.',
}));

const everywhere = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-debugger': 'error',
  'no-fallthrough': 'error',
  'no-unsafe-finally': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-restricted-syntax': ['error', ...clockReads],
};

const typed = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/ban-ts-comment': 'error',
  // Imports that Nest reads through decorator metadata stay value imports: the rule knows from
  // tsconfig.json that decorator metadata is on and leaves decorated classes alone.
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
};

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'data/', '.caseload/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: { ...everywhere, ...typed },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    rules: { ...everywhere, 'no-unused-vars': 'error' },
  },
  {
    files: ['libs/platform/src/clock/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/*.e2e-spec.ts', 'test/**'],
    rules: { 'no-restricted-syntax': ['error', ...leftOutTests], 'no-console': 'off' },
  },
  {
    // The one place that may leave tests out, with the reason on show, and fails instead in CI.
    files: ['test/harness/programs.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['scripts/**', 'apps/caseload/**'],
    rules: { 'no-console': 'off' },
  },
);
