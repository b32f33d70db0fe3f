import { keptFor, keptRules, retentionKinds, retentionRules } from '@app/domain';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The rules as a table in Markdown: what the documents print, so that they cannot say otherwise. */
export function retentionTable(): string {
  const head = ['What', 'Why it is held', 'Kept', 'What is left', 'Rule from'];
  const rules = retentionKinds.map((kind) => {
    const { what, why, left, source } = retentionRules[kind];
    return row([what, why, keptFor(kind), left, source]);
  });
  const kept = keptRules.map(({ what, why, keep }) => row([what, why, keep, '', '']));
  return [row(head), row(head.map(() => '---')), ...rules, ...kept].join('\n');
}
