import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'sass';

/**
 * Builds what the pages need beside the program: the style sheet from Sass and the icon, each named
 * by a hash of its content so that browsers may keep it for ever, and a copy of the views.
 *
 * Reads apps/api/{assets,views}, writes dist/apps/api/{public,views}.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'apps/api');
const target = join(root, 'dist/apps/api');

const { css } = compile(join(source, 'assets/caseload.scss'), {
  style: 'compressed',
  loadPaths: [join(root, 'node_modules')],
  quietDeps: true,
});
const contents = {
  'caseload.css': Buffer.from(css),
  'favicon.svg': await readFile(join(source, 'assets/favicon.svg')),
};

await rm(join(target, 'public'), { recursive: true, force: true });
await rm(join(target, 'views'), { recursive: true, force: true });
await mkdir(join(target, 'public'), { recursive: true });
const names = {};
for (const [name, content] of Object.entries(contents)) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  names[name] = name.replace('.', `-${hash}.`);
  await writeFile(join(target, 'public', names[name]), content);
}
await writeFile(join(target, 'public/names.json'), `${JSON.stringify(names, null, 2)}\n`);
await cp(join(source, 'views'), join(target, 'views'), { recursive: true });
