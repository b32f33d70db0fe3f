import { letterText, messageIdOf, ourAddress } from '../invented-town';
import { alone, held } from './held';

const machine = { kind: 'other-machine', thread: 'tray' } as const;

export const heldOutOtherMachines = [
  held(
    'a surgery that answers everything',
    machine,
    { 'Auto-Submitted': 'auto-replied', Subject: 'Received: Did you see my question?' },
    `Your message has reached the reception team. Messages are read between 8am and 6.30pm, Monday to Friday. For anything urgent ring 999 or 111.
`,
  ),
  held(
    'a ticket system that says so only in words',
    machine,
    {
      Subject: 'Re: Did you see my question? [Ticket#2026112010000123]',
      From: 'IT Service Desk <servicedesk@bigcare.example>',
      'In-Reply-To': null,
    },
    `Thank you for contacting the IT Service Desk. Your request has been logged under reference INC0042137 and a member of the team will be in touch within 2 working days. This is an automated message, please do not reply to this email.
`,
  ),
  held(
    'asks the sender to prove to be a person',
    machine,
    { Subject: 'Re: Did you see my question? [confirm]' },
    `I get a lot of spam, so before I can receive your message I need to verify that you are a real person. Please click the link below once and your email will be delivered to my inbox.

http://confirm.example/c/18a9
`,
  ),
  held(
    'has taken an attachment away',
    machine,
    {
      ...alone,
      From: 'Mail Security <quarantine@oakhouse.example>',
      Subject: 'Message held: Did you see my question?',
    },
    `A message you sent has been quarantined by our filter because a rule about links matched. Nobody needs to do anything.
`,
  ),
  held(
    'a calendar that says yes',
    machine,
    {
      Subject: 'Accepted: Call about NHSmail',
      'Content-Type': 'multipart/alternative; boundary=cc',
    },
    `--cc
Content-Type: text/plain

Jane Smith has accepted this invitation.

--cc
Content-Type: text/calendar; charset=UTF-8; method=REPLY

BEGIN:VCALENDAR
METHOD:REPLY
END:VCALENDAR
--cc--
`,
  ),
  held(
    'no longer works here',
    machine,
    {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      Subject: 'Automatic reply: Did you see my question?',
    },
    `Jane has moved on and no longer works for Oak House. Please write to manager@oakhouse.example.
`,
  ),
  held(
    'our own letter, come back in a circle',
    machine,
    {
      ...alone,
      From: `Sam Carter <${ourAddress}>`,
      Subject: 'Did you see my question?',
      'Message-ID': `<${messageIdOf('oak')}>`,
      'Auto-Submitted': 'auto-generated',
    },
    letterText,
  ),
  held(
    'a newsletter of a supplier',
    { kind: 'list', thread: 'tray' },
    {
      ...alone,
      From: 'Care Supplies <hello@supplies.example>',
      Subject: 'Gloves: 20% off this week',
      'List-Unsubscribe': '<https://supplies.example/u/1>',
      Precedence: 'bulk',
    },
    `Dear customer, all gloves are cheaper until Friday.
`,
  ),
  held(
    'a read receipt in the form of RFC 8098',
    { kind: 'read-receipt', thread: 'oak' },
    {
      ...alone,
      Subject: 'Read: Did you see my question?',
      'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=rr',
    },
    `--rr

Your message was displayed on Jane's computer. It may not have been understood.

--rr
Content-Type: message/disposition-notification

Reporting-UA: oak; Thunderbird
Final-Recipient: rfc822;jane.smith@oakhouse.example
Original-Message-ID: <${messageIdOf('oak')}>
Disposition: manual-action/MDN-sent-manually; displayed

--rr--
`,
  ),
  held(
    'somebody pressed the spam button',
    machine,
    {
      ...alone,
      From: 'Abuse desk <feedback@bigmail.example>',
      Subject: 'Email Feedback Report for IP 192.0.2.1',
      'Content-Type': 'multipart/report; report-type=feedback-report; boundary=ff',
    },
    `--ff

This is an email abuse report.

--ff
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Bigmail/1.0
Version: 1

--ff
Content-Type: message/rfc822

Message-ID: <${messageIdOf('oak')}>
Subject: Did you see my question?

--ff--
`,
  ),
  held(
    'a thumbs up pressed in Outlook',
    { kind: 'thanks', thread: 'oak' },
    {},
    `Jane Smith reacted to your message:
👍
`,
  ),
];
