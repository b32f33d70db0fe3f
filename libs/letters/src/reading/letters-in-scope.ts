import type { Scope } from '@app/domain';
import { scopeCondition } from '@app/history';

/**
 * The letters about a case that somebody sees, as a condition of SQL. One about homes of two teams
 * is there for both.
 * @param letter SQL for the letter's id
 */
export function lettersInScope(scope: Scope, letter: string, values: unknown[]): string {
  if ('all' in scope) return 'true';
  return `EXISTS (SELECT 1 FROM letter_part of JOIN application_case c ON c.id = of.case_id
                   WHERE of.letter_id = ${letter}
                     AND ${scopeCondition(scope, 'c.officer_id', values)})`;
}

/**
 * The messages that somebody sees: of their cases, and those that belong to none yet. Until one is
 * filed it belongs to the cases of the letter it answers.
 * @param message the table's name in the statement
 */
export function messagesInScope(scope: Scope, message: string, values: unknown[]): string {
  if ('all' in scope) return 'true';
  const filed = `FROM inbound_message_case of JOIN application_case c ON c.id = of.case_id
                WHERE of.message_id = ${message}.id`;
  const mine = scopeCondition(scope, 'c.officer_id', values);
  return `(EXISTS (SELECT 1 ${filed} AND ${mine})
           OR (NOT EXISTS (SELECT 1 ${filed})
               AND (${message}.letter_id IS NULL
                    OR ${lettersInScope(scope, `${message}.letter_id`, values)})))`;
}
