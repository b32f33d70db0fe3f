/**
 * What can go wrong that a person should be told about. Each error has a stable code for programs
 * and one sentence that says what to do; one filter turns them into HTTP, one presenter into page
 * text.
 */
export abstract class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The thing asked for is not there (or not for this person). */
export class NotFound extends DomainError {}

/** The world does not allow it: a contradiction, or something blocked that needs an override. */
export class Refused extends DomainError {}

/** Someone else changed the case since it was read. */
export class StaleVersion extends DomainError {}

/** It clashes with something that exists already. */
export class Conflict extends DomainError {}

/** One wrong value in what was sent. `pointer` is a JSON pointer into the body. */
export interface InputProblem {
  pointer: string;
  code: string;
  message: string;
}

/** What was sent cannot be understood. */
export class BadInput extends DomainError {
  constructor(
    code: string,
    message: string,
    readonly problems: InputProblem[] = [],
  ) {
    super(code, message);
  }
}
