import { defaultWording, renderLetter } from '@app/letters';
import type { MailMessage } from '@app/platform';
import { later } from '../morning';

/** What both hand-written ways read about a due reminder, with one statement. */
export interface DueReminder {
  id: string;
  case_id: string;
  anchor_fact: string;
  version: number;
  requested_on: string;
  arrive_by: string;
  home: string;
  town: string;
  officer_name: string;
  officer_email: string;
}

/** By hand there is no encryption: the address comes with the rest. */
export const dueReminderSql = (which: string): string => `
  SELECT f.id, f.case_id, f.anchor_fact, c.version, r.happened_on AS requested_on,
         r.happened_on + 7 AS arrive_by, s.name AS home, s.town, o.name AS officer_name,
         o.email AS officer_email
    FROM follow_up f
    JOIN application_case c ON c.id = f.case_id
    JOIN fact r ON r.id = f.anchor_fact
    JOIN site s ON s.location_id = c.location_id
    JOIN officer o ON o.id = c.officer_id
   WHERE f.status = 'waiting' AND f.ring_at <= $1 AND ${which}`;

/** The same letter, word for word, as ours. */
export function letterFor(reminder: DueReminder, letterId: string): MailMessage {
  const officer = { name: reminder.officer_name, email: reminder.officer_email };
  const recipientName = `Sam Carter ${reminder.home.slice('Invented House '.length)}`;
  const letter = renderLetter({
    sections: [
      {
        part: {
          kind: 'otp-on-its-way',
          requestedOn: reminder.requested_on,
          arriveBy: reminder.arrive_by,
        },
        home: { name: reminder.home, town: reminder.town },
        officer,
        answerUrl: null,
      },
    ],
    recipientName,
    day: '2026-11-25',
    stopUrl: null,
    association: 'the care association',
    wording: defaultWording,
  });
  return {
    ...letter,
    messageId: `<${letterId}@caseload.example>`,
    to: { name: recipientName, address: `${letterId}@home.example` },
    replyTo: { name: officer.name, address: officer.email },
    at: later,
  };
}
