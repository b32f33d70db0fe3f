import { eligibilityQuestions } from './eligibility-questions';
import type { Question } from './gap';
import { odsQuestions } from './ods-questions';
import { peopleQuestions } from './people-questions';
import { proofQuestions } from './proof-questions';

/** The decision table, in the order in which it is asked. */
export const questions: readonly Question[] = [
  ...eligibilityQuestions,
  ...odsQuestions,
  ...peopleQuestions,
  ...proofQuestions,
];
