/** Day 5: the passcode is in the post. */
export interface OtpOnItsWay {
  kind: 'otp-on-its-way';
  /** Day the passcode was asked for, `YYYY-MM-DD`. */
  requestedOn: string;
  /** Last day the post is expected to take, `YYYY-MM-DD`. */
  arriveBy: string;
}

/** Until when a passcode can be used, as a letter says it. */
interface UseBy {
  /** Last day the passcode works, to its end, `YYYY-MM-DD`. */
  useBy: string;
  /** The date of issue is not known, so the days were counted from the request. */
  provisional: boolean;
}

/** Day 7: has the passcode come? */
export interface OtpArrived extends UseBy {
  kind: 'otp-arrived';
  requestedOn: string;
  /** Days from the request to the day of the letter. */
  dayCount: number;
}

/** Days 14, 21 and 26: the passcode will end. */
export interface OtpExpiring extends UseBy {
  kind: 'otp-expiring';
  channel: 'post' | 'email';
  /** Days from the day of the letter to the last day; 0 on the last day itself. */
  daysLeft: number;
  /** No other letter comes before the passcode ends. */
  last: boolean;
}

/** The application has gone to NHSmail. */
export interface Submitted {
  kind: 'submitted';
  /** Instant, ISO 8601. */
  submittedAt: string;
  /** Instant by which NHSmail should have replied, ISO 8601. */
  replyBy: string;
}

/** One matter of a letter: plain values, put into words in Europe/London time here. */
export type LetterPart = OtpOnItsWay | OtpArrived | OtpExpiring | Submitted;

export type LetterKind = LetterPart['kind'];
