const megabyte = 1024 * 1024;

/** What of a message is kept. Sizes in bytes. */
export const mailLimits = {
  /** Of a larger one only the beginning is kept; the rest stays in the mailbox. */
  message: 25 * megabyte,
  /** A larger one is listed by its name only. */
  attachment: 10 * megabyte,
  /** Those after them are listed by their names only. */
  attachments: 50,
  /** Of a message that is too large. */
  beginning: 256 * 1024,
} as const;
