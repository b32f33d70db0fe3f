/** What is to be said about a value of a file. */
export interface Remark {
  /** Stable: `invalid-date`. */
  code: string;
  /** One sentence that says what to do. */
  message: string;
}

/** A value of a file put in order, with what a person should know of it; or why it cannot be right. */
export type ValueRead<T> = { value: T; remark?: Remark } | { wrong: Remark };
