import { written } from '../compose-mail';
import { messageIdOf, ourAddress, replyAddressOf } from '../invented-town';
import type { Label, Labelled } from '../labelled';

/** Headers that a message of the held-out set has unless it names its own. */
const usual = {
  From: 'Jane Smith <jane.smith@oakhouse.example>',
  To: `Sam Carter <${replyAddressOf('oak')}>`,
  Subject: 'Re: Did you see my question?',
  Date: 'Fri, 20 Nov 2026 16:20:11 +0000',
  'Message-ID': '<held-out@mail.oakhouse.example>',
  'In-Reply-To': `<${messageIdOf('oak')}>`,
};

/** Not an answer: none of the headers that point at a letter. */
export const alone: Readonly<Record<string, string | null>> = {
  To: ourAddress,
  'In-Reply-To': null,
};

/**
 * One message of the held-out set, written out as it would stand in a file.
 * @param headers replace the usual ones; null leaves one out
 */
export function held(
  name: string,
  label: Label,
  headers: Readonly<Record<string, string | null>>,
  body: string,
): Labelled {
  const lines = Object.entries({ ...usual, ...headers })
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}: ${value}`);
  return { name, label, raw: written(`${lines.join('\n')}\n\n${body}`) };
}
