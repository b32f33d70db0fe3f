export {
  type Answering,
  type AnswerKey,
  type AnswerTask,
  type Ask,
  type FactInput,
  type GivenAnswer,
  isAnswerKey,
  replyOutcomes,
} from './answer';
export { answers } from './answers';
export { type Awaited, awaitedOf } from './awaited';
export { answersOfPurpose, offeredAnswers } from './offered-answers';
