/** Why a case is not moving, as it follows a colon. */
const stallWords: Readonly<Record<string, string>> = {
  'already-has-nhsmail': 'already has NHSmail',
  'no-reply-over-48h': 'no reply in 48 hours',
  'otp-expired': 'passcode ran out',
  rejected: 'application rejected',
};

export const stallInWords = (code: string): string => stallWords[code] ?? code.replaceAll('-', ' ');

/** The reasons an officer may choose. */
export const stallChoices = (): { value: string; text: string }[] =>
  Object.entries(stallWords).map(([value, text]) => ({ value, text }));
