import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { viewEnvironment } from './configure-views';

const folder = join(__dirname, '../../views');
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.njk'),
);

describe('views', () => {
  it('finds them', () => {
    expect(names.length).toBeGreaterThan(15);
  });

  it.each(names)('%s escapes all it prints, and runs and styles nothing inline', (name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    expect(source).not.toMatch(
      /\|\s*safe\b|autoescape|\bhtml:|<script(?! src="\{\{ asset\()|\son\w+=|\sstyle=/,
    );
  });

  it('no code of ours makes a template, or a program, of text', () => {
    const root = join(__dirname, '../../../..');
    const compiling = ['apps', 'libs'].flatMap((part) =>
      readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !/\.(?:e2e-)?spec\.ts$/.test(name))
        .filter((name) =>
          /renderString|nunjucks\.compile|new (?:nunjucks\.)?Template\(|new Function\(|\beval\(|from 'node:vm'|dangerouslySetInnerHTML|\.innerHTML/.test(
            readFileSync(join(root, part, name), 'utf8'),
          ),
        ),
    );
    expect(compiling).toEqual([]);
  });

  it('no view says a style, a script or an address of a script itself', () => {
    const saying = names.filter((name) =>
      /<style|javascript:|srcdoc|\{%-?\s*(?:raw|autoescape)/i.test(
        readFileSync(join(folder, name), 'utf8'),
      ),
    );
    expect(saying).toEqual([]);
  });

  it('prints what looks like markup as text', () => {
    const env = viewEnvironment({ 'caseload.css': 'c.css', 'favicon.svg': 'f.svg' });
    const html = env.render('cases/cases.njk', {
      title: '<b>x</b>',
      views: [],
      cases: [{ href: '/cases/1', home: '<script>alert(1)</script>', town: '"><img src=x>' }],
    });
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|<img|<b>x/);
  });

  it('names the layout sets hide no macro of a view', () => {
    const layout = readFileSync(join(folder, 'layouts/page.njk'), 'utf8');
    const set = new Set([...layout.matchAll(/\{%-?\s*set\s+(\w+)/g)].map(([, name]) => name));
    expect(set.size).toBeGreaterThan(0);
    const hidden = names.flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/\{%-?\s*macro\s+(\w+)/g)].flatMap(
        ([, macro]) => (set.has(macro) ? [`${name}: ${macro}`] : []),
      ),
    );
    expect(hidden).toEqual([]);
  });

  it('offers the homes that a message may belong to, each with its ways to file it', () => {
    const env = viewEnvironment({ 'caseload.css': 'c.css', 'favicon.svg': 'f.svg' });
    const guess = { caseId: 'c1', locationId: '1-1', home: 'Ashby House', why: ['It is its own.'] };
    const html = env.render('inbox/message.njk', {
      id: 'm1',
      subject: 'Hello',
      sender: 'Kim Noor',
      formToken: 't1',
      inTray: true,
      section: 'inbox',
      path: '/inbox/m1',
      guesses: [guess],
      found: [{ ...guess, caseId: 'c2', home: 'Larch Court', isFiled: true }],
    });
    expect(html).toContain('<a href="/cases/c1">Ashby House</a>');
    expect(html).toContain('<a href="/cases/c2">Larch Court</a>');
    expect(
      html.match(/action="\/inbox\/m1\/file"><[^>]*value="t1"><[^>]*value="c1">/),
    ).toBeTruthy();
    expect(html.match(/File it here/g)).toHaveLength(1);
    expect(html).not.toContain('[object');
  });

  it('knows no asset that was not built', () => {
    const env = viewEnvironment({});
    expect(() => env.render('cases/cases.njk', {})).toThrow('No asset is called favicon.svg');
  });
});
