/** What a person has to do, and how to go about it on the telephone. */
export interface CallScript {
  /** The task in a few words. */
  title: string;
  /** What to say or ask, one sentence or two. */
  guidance: string;
  /** Whom to ring. */
  ring: 'home' | 'helpdesk';
  /** What to look at first, by the id of what the task is about; absent when there is nothing. */
  look?: { text: string; href: (about: string) => string };
}
