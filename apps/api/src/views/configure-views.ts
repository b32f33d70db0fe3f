import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunningConfig } from '@app/platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { Environment, FileSystemLoader } from 'nunjucks';
import { glossaryWord, inGlossary } from '../officer/help/glossary';
import { navigation, placeOf } from './navigation';

/** apps/api in the source, dist/apps/api when built. */
const home = join(__dirname, '../..');

/** The pages about personal data, as the pages themselves list them. */
const privacyPages = [
  { text: 'What is erased', href: '/privacy' },
  { text: 'Requests', href: '/privacy/requests' },
  { text: 'Find a person', href: '/privacy/person' },
  { text: 'Holds', href: '/privacy/holds' },
] as const;

/**
 * Serves the pages: nunjucks views by `res.render('today/today')` or `@Render`, escaping everything,
 * and the style sheet and icon under `/assets`, which browsers may keep for ever because their names
 * carry a hash of their content.
 *
 * Views find in `res.locals`: `officer` (who is signed in) and
 * `can(permission)` (whether they may), and set here `path`, `association` (who
 * helps the homes, within a sentence), `addressQuery` (what the address narrows its list by, for the
 * files of it) and `otherProvider` (by whom officers may sign in besides).
 * @throws when the assets have not been built
 */
export function configureViews(
  app: NestExpressApplication,
  { associationName, oidc }: Pick<RunningConfig, 'associationName' | 'oidc'>,
): void {
  const assets = builtAssets();
  app.useStaticAssets(assets.folder, {
    prefix: '/assets',
    immutable: true,
    maxAge: '365d',
    index: false,
    redirect: false,
  });
  const env = viewEnvironment(assets.names);
  app.setViewEngine('njk');
  app.set('view', viewNamed(env));
  app.use((request: Request, response: Response, next: NextFunction) => {
    response.locals.path = request.path;
    response.locals.addressQuery = addressQuery(request.originalUrl);
    response.locals.association = associationName;
    response.locals.otherProvider = oidc?.name;
    next();
  });
}

/** What stands in an address after the `?`, without the place in the list and what was just done. */
function addressQuery(url: string): string {
  const query = new URLSearchParams(url.split('?')[1] ?? '');
  for (const name of ['cursor', 'done', 'saved', 'called', 'stood', 'row']) query.delete(name);
  return query.toString();
}

/** Express looks templates up itself and would not know inheritance; nunjucks does. */
function viewNamed(env: Environment) {
  return class {
    readonly path: string;
    constructor(readonly name: string) {
      this.path = name;
    }
    render(locals: object, done: (error: Error | null, html?: string) => void): void {
      env.render(`${this.name}.njk`, locals, (error, html) => done(error, html ?? undefined));
    }
  };
}

/** Nunjucks with the kit's macros in reach. Also for tests that render a view alone. */
export function viewEnvironment(names: Readonly<Record<string, string>>): Environment {
  const kit = join(dirname(require.resolve('nhsuk-frontend/package.json')), 'dist');
  const env = new Environment(new FileSystemLoader([join(home, 'views'), kit]), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  // Until it is known who asks; see security/identify.ts.
  env.addGlobal('can', () => false);
  env.addGlobal('navigation', navigation);
  env.addGlobal('placeOf', placeOf);
  env.addGlobal('glossaryWord', glossaryWord);
  env.addGlobal('inGlossary', inGlossary);
  env.addGlobal('privacyPages', privacyPages);
  env.addGlobal('asset', (name: string) => {
    const file = names[name];
    if (!file) throw new Error(`No asset is called ${name}.`);
    return `/assets/${file}`;
  });
  return env;
}

function builtAssets(): { folder: string; names: Record<string, string> } {
  const folder = [join(home, 'public'), join(home, '../../dist/apps/api/public')].find((path) =>
    existsSync(join(path, 'names.json')),
  );
  if (!folder)
    throw new Error('The style sheet has not been built: run node scripts/build-assets.mjs.');
  return { folder, names: JSON.parse(readFileSync(join(folder, 'names.json'), 'utf8')) };
}
