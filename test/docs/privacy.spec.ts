import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { detailsKept } from '@app/domain';
import { retentionTable } from './retention-table';

const file = resolve(__dirname, '../../docs/privacy.md');
const between = /(?<=<!-- retention -->\n)[\s\S]*?(?=\n<!-- \/retention -->)/;
const document = readFileSync(file, 'utf8');

it('docs/privacy.md prints the periods that the program keeps', () => {
  if (process.env.WRITE_DOCS)
    writeFileSync(
      file,
      document.replace(between, () => `\n${retentionTable()}\n`),
    );
  expect(between.exec(readFileSync(file, 'utf8'))?.[0].trim()).toBe(retentionTable());
});

it('says in words what each person is told', () => {
  expect(document).toContain(
    `${detailsKept.contactDaysAfterLive} days after the home **went live**`,
  );
});
