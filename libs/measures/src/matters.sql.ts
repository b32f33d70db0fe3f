import { mattersOfLetters, mattersOfTasks } from '@app/domain';

/** The rules' table of what a task is about, asked as they ask it (`matterOfTask`). */
export const matterOf = (kind: string): string => {
  const table = `'${JSON.stringify(mattersOfTasks)}'::jsonb`;
  return `coalesce(${table} ->> ${kind}, ${table} ->> split_part(${kind}, '/', 1), 'other')`;
};

/** The same of the letter `l` that is in trouble. */
export const matterOfLetter = `CASE l.status ${Object.entries(mattersOfLetters)
  .map(([status, matter]) => `WHEN '${status}' THEN '${matter}'`)
  .join(' ')} END`;
