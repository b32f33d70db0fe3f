import { type FactType, factTypes, type Stage, stages, transitions } from '@app/domain';
import { stageWords } from '../../apps/api/src/officer/words/case-words';
import { type Passage, stagelessTypes } from './explore-journey';
import { journeyMoves } from './journey-moves';

/** The text of docs/journey.md: picture and tables, all from the code. */
export function journeyDocument(passages: readonly Passage[]): string {
  return [
    '# The journey of a case',
    'Written from the code by `WRITE_DOCS=1 npx jest test/docs`; a test fails when it is out of date. Do not edit it by hand.',
    'Nobody sets a stage: it is read from the facts, and the furthest step there is evidence for is where a case stands (`libs/domain/src/cases/progress.ts`). Which facts may be recorded is one table (`libs/domain/src/cases/transitions.ts`). Both were walked here: every fact, on every case that differs in what decides its stage.',
    '## Stages',
    'The picture draws the ways on from the nearest stage, and all ways back; a step may be skipped, and the table below has every way. Closing leads from every stage to Closed, reopening to wherever the facts lead.',
    picture(passages),
    '## Which facts lead where',
    'A name with a slash is a moment that passes: the clock and its rung.',
    table(['Fact', 'Leads to', 'From'], wayRows(passages)),
    `These change what is known and what runs, never the stage: ${stagelessTypes(passages).map(code).join(', ')}. Taking a fact back (${code('retracted')}) leads to where the case would stand without it.`,
    '## What stands in the way of a fact',
    `A contradiction cannot be recorded. A block can, with \`override\` and the reason. Besides, no fact lies in the future, on a closed case only ${code('reopened')} is recorded, and a fact is taken back only when nothing recorded later depends on it.`,
    table(['Fact', 'Contradictions', 'Blocks'], obstacleRows()),
  ]
    .join('\n\n')
    .concat('\n');
}

const code = (text: string): string => `\`${text}\``;

const order = (stage: Stage): number => stages.indexOf(stage);

/** Every straight passage back, and those on from the stage nearest to where they lead. */
function nearest(passages: readonly Passage[]): Passage[] {
  const drawn = passages.filter((p) => p.straight && p.to !== 'closed' && p.from !== 'closed');
  const isForward = ({ from, to }: Passage): boolean => order(from) < order(to);
  return drawn.filter(
    (one) =>
      !isForward(one) ||
      !drawn.some(
        (other) =>
          isForward(other) &&
          other.move.label === one.move.label &&
          other.to === one.to &&
          order(other.from) > order(one.from),
      ),
  );
}

function picture(passages: readonly Passage[]): string {
  const drawn = nearest(passages);
  const arrows = stages.flatMap((from) =>
    stages.flatMap((to) => {
      const labels = drawn.filter((p) => p.from === from && p.to === to).map((p) => p.move.label);
      return labels.length > 0 ? [`  ${from} --> ${to} : ${[...new Set(labels)].join(', ')}`] : [];
    }),
  );
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...stages.map((stage) => `  state "${stageWords[stage]}" as ${stage}`),
    '  [*] --> prospect : case-opened',
    ...arrows,
    '  aftercare --> closed : closed, from every stage',
    '  closed --> [*]',
    '```',
  ].join('\n');
}

function wayRows(passages: readonly Passage[]): string[][] {
  const labels = [...new Set(journeyMoves.map(({ label }) => label))];
  return labels.flatMap((label) =>
    stages.flatMap((to) => {
      const from = passages.filter((p) => p.move.label === label && p.to === to).map((p) => p.from);
      const names = [...new Set(from)].map((stage) => stageWords[stage]);
      return names.length > 0 ? [[code(label), stageWords[to], names.join(', ')]] : [];
    }),
  );
}

function obstacleRows(): string[][] {
  return (Object.keys(factTypes) as FactType[]).flatMap((type) => {
    const of = (kind: 'contradiction' | 'block') =>
      transitions[type]
        .filter((rule) => rule.kind === kind)
        .map((rule) => code(rule.code))
        .join(', ');
    const [contradictions, blocks] = [of('contradiction'), of('block')];
    return contradictions || blocks ? [[code(type), contradictions, blocks]] : [];
  });
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
