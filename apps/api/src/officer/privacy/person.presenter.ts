import type { ErasurePreview, FoundPerson } from '@app/cases';

const byWords: Readonly<Record<FoundPerson['by'], string>> = {
  email: 'by the email address',
  mobile: 'by the mobile number',
  name: 'by the name',
};

/** Where somebody was found; found by an address or a number they are ticked, by name they are not. */
export function presentFound(words: string, found: readonly FoundPerson[], request: string) {
  return {
    section: 'privacy',
    words,
    request,
    found: found.map(({ subject, name, home, caseId, by }) => ({
      value: subject,
      text: `${name ?? 'Name not known'}, ${home}`,
      hint: {
        text: `${caseId === null ? 'Contact of the home' : 'Named for an account'}; found ${byWords[by]}`,
      },
      checked: by !== 'name',
    })),
  };
}

/** What erasing somebody will do, in sentences. */
export function presentErasure(subjects: readonly string[], preview: ErasurePreview) {
  const { whole, letters, waiting, answers, messages, mentions, heldAt } = preview;
  const count = (n: number, one: string, many: string): string[] =>
    n === 0 ? [] : [`${n} ${n === 1 ? one : many}`];
  const open = whole.homes.filter((home) => home.open);
  return {
    section: 'privacy',
    subjects,
    who: whole.names.at(-1) ?? whole.emails.at(-1) ?? 'Somebody whose name is not held',
    details: [...whole.names, ...whole.emails, ...whole.mobiles],
    goes: [
      ...count(letters, 'letter to them', 'letters to them'),
      ...count(answers, 'answer they gave', 'answers they gave'),
      ...count(messages, 'message from them', 'messages from them'),
      ...count(mentions.letters, 'letter that names them', 'letters that name them'),
      ...count(mentions.texts, 'note that names them', 'notes that name them'),
      ...count(mentions.messages, 'message that names them', 'messages that name them'),
      ...count(mentions.answers, 'answer that names them', 'answers that name them'),
      ...count(mentions.tasks, 'task that names them', 'tasks that name them'),
      ...count(mentions.drafts, 'entry in a people form', 'entries in a people form'),
    ],
    waiting,
    open: open.map(({ caseId, home }) => ({ href: `/cases/${caseId}`, home })),
    isNamed: whole.people.length > 0 && open.length > 0,
    isContact: whole.contacts.some(({ retiredAt }) => retiredAt === null),
    heldAt,
  };
}
