import { stallReasons } from '@app/domain';
import { capital } from './when';

const labels: ReadonlyMap<string, string> = new Map(
  stallReasons.map(({ code, label }) => [code, label]),
);

/** Why a case is not moving, as it follows a colon; a code no longer in use is read as it stands. */
export const stallInWords = (code: string): string => labels.get(code) ?? code.replaceAll('-', ' ');

/** The reasons an officer may choose. */
export const stallChoices = (): { value: string; text: string }[] =>
  stallReasons.map(({ code, label }) => ({
    value: code,
    text: capital(label),
  }));
