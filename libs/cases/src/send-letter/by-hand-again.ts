import type { CaseState, Rung } from '@app/domain';
import { Refused } from '@app/domain';
import type { LetterPart, Matter, MatterToAsk, MatterWords } from '@app/letters';
import { addresseeOf } from '../addressees';
import type { FiringSettings } from '../firing-settings';
import type { Confidential, LetterContext } from '../letter-context';
import { hasNhsmail, writeMatter } from '../write-letter';
import { type PreparedKind, preparedKinds } from './letter-wish';
import { preparedPart } from './prepared-part';
import { remindersNow } from './reminders-now';

/** A case as a letter about it is written again. */
interface CaseNow {
  state: CaseState;
  wanted: readonly Rung[];
  context: LetterContext;
}

/**
 * What somebody sent by hand, or a page sent for them, as it is true now: of the people, home, officer
 * and dates that hold. Null when there is nothing true left to say: the question was answered, the
 * reminder's clock has stopped, or the letter does not fit the case any more.
 */
export function byHandAgain(
  { caseId, recipient, kind, words: before, addressKey }: MatterToAsk & { words: MatterWords },
  { state, wanted, context }: CaseNow,
  { sealer }: Pick<Confidential, 'sealer'>,
  at: FiringSettings,
): Matter | null {
  const to = addresseeOf(recipient, state, context, sealer);
  const recipientName = to.key.equals(addressKey) ? to.name : before.recipientName;
  const { home, officer } = context;
  const words = { ...before, home, officer, recipientName };
  const matter = (part: LetterPart): Matter => ({
    caseId,
    recipient,
    kind,
    followUpId: null,
    words: { ...words, part },
  });
  const { part } = before;
  switch (part.kind) {
    case 'ask': {
      const { question } = state;
      const isOpen =
        question?.endedAt === null && context.texts.show(question.about) === part.about;
      return isOpen ? matter({ ...part, hasNhsmail: hasNhsmail(state) }) : null;
    }
    case 'free':
      return matter({ ...part, hasNhsmail: hasNhsmail(state) });
    case 'link':
      return matter(part);
    case 'your-details': {
      const named = state.people.find(({ person }) => `person:${person}` === recipient);
      return matter({ ...part, role: named?.role ?? part.role });
    }
    default:
      if (isPrepared(kind)) {
        const again = preparedAgain(kind, before.person ?? null, { state, context }, at);
        return again && matter(again);
      }
  }
  const reminder = remindersNow(wanted, at.now).find(
    ({ rung, ...r }) =>
      rung.letter === kind &&
      r.recipient === recipient &&
      (before.person === undefined || before.person === rung.person),
  );
  if (!reminder) return null;
  const due = { rung: reminder.rung, followUpId: '' };
  const again = writeMatter(due, state, context, { name: recipientName }, at, before.token);
  return { ...again, followUpId: null, words: { ...words, part: again.words.part } };
}

const isPrepared = (kind: string): kind is PreparedKind =>
  (preparedKinds as readonly string[]).includes(kind);

function preparedAgain(
  kind: PreparedKind,
  person: string | null,
  { state, context: { site, people: names } }: Pick<CaseNow, 'state' | 'context'>,
  at: FiringSettings,
): LetterPart | null {
  try {
    return preparedPart(kind, { state, site, clocks: at, day: at.day, names, person });
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
