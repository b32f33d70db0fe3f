import { STATUS_CODES } from 'node:http';
import type { InputProblem } from '@app/domain';

/** Problem details of RFC 9457, with our stable `code` beside them. */
export interface Problem {
  /** `about:blank`: the code says what happened, the status what kind of trouble it is. */
  type: 'about:blank';
  title: string;
  status: number;
  /** One sentence for a person, saying what to do. */
  detail: string;
  code: string;
  /** For what the rules refuse: whether `override` with a reason sets it aside. */
  overridable?: boolean;
  /** For bad input: every wrong value; else what stands in the way, one by one. */
  errors?: InputProblem[];
  /** For trouble of ours: what to look for in the log. */
  requestId?: string;
}

export function problem(
  status: number,
  code: string,
  detail: string,
  errors?: InputProblem[],
): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    ...(errors && errors.length > 0 ? { errors } : {}),
  };
}

/** A request turned down before it reaches the rules of the field. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
    /** What stands in the way, one by one. */
    readonly errors?: InputProblem[],
  ) {
    super(detail);
    this.name = 'HttpRefusal';
  }
}
