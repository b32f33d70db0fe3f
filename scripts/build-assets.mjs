import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'sass';

/**
 * Builds what the pages need beside the program: the style sheet from Sass, the icon and the two
 * scripts there are, each named by a hash of its content so that browsers may keep it for ever, and a
 * copy of the views.
 *
 * Reads apps/api/{assets,views}, writes dist/apps/api/{public,views}.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'apps/api');
const target = join(root, 'dist/apps/api');

/** Where the kit's style sheet expects its pictures. */
const pictures = /\/assets\/(images\/[\w-]+\.svg)/g;

const { css } = compile(join(source, 'assets/caseload.scss'), {
  style: 'compressed',
  loadPaths: [join(root, 'node_modules')],
  quietDeps: true,
});

await rm(join(target, 'public'), { recursive: true, force: true });
await rm(join(target, 'views'), { recursive: true, force: true });
await mkdir(join(target, 'public'), { recursive: true });

const kit = join(root, 'node_modules/nhsuk-frontend/dist/nhsuk/assets');
const placed = new Map();
for (const [, path] of css.matchAll(pictures))
  if (!placed.has(path))
    placed.set(path, await place(path.replace('images/', ''), await readFile(join(kit, path))));

const names = {
  'caseload.css': await place(
    'caseload.css',
    css.replaceAll(pictures, (_, path) => `/assets/${placed.get(path)}`),
  ),
  'people-form.js': await script('people-form.js'),
  'import-progress.js': await script('import-progress.js'),
  'shortcuts.js': await script('shortcuts.js'),
  'today-keys.js': await script('today-keys.js'),
  'favicon.svg': await place('favicon.svg', await readFile(join(source, 'assets/favicon.svg'))),
};
await writeFile(join(target, 'public/names.json'), `${JSON.stringify(names, null, 2)}\n`);
await cp(join(source, 'views'), join(target, 'views'), { recursive: true });

/** Places a script of ours; the pages work without it. */
async function script(name) {
  return place(name, await readFile(join(source, 'assets', name)));
}

/** Writes a file under a name that carries a hash of its content, and gives that name. */
async function place(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const placedName = name.replace('.', `-${hash}.`);
  await writeFile(join(target, 'public', placedName), content);
  return placedName;
}
