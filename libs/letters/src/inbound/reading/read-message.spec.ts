import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { type Reader } from './classification';
import { classify } from './classify';
import { usualLimits } from './mail-message';
import { readMessage } from './read-message';

const reader: Reader = {
  receivedAt: Temporal.Instant.from('2026-11-21T10:00:00Z'),
  ownAddresses: ['caseload@association.example'],
  messageDomains: ['association.example'],
};

const read = (raw: string) => readMessage(Buffer.from(raw.replace(/\n/g, '\r\n')), usualLimits);

describe('reading a message', () => {
  it('reads an answer from Gmail and leaves the quoted letter out', async () => {
    const message = await read(`Return-Path: <jane@oak.example>
From: "Jane Smith" <Jane@oak.example>
To: caseload@association.example
Subject: Re: Did you see my question?
Date: Fri, 20 Nov 2026 10:02:00 +0000
Message-ID: <a@mail.gmail.com>
In-Reply-To: <0190f6a4-0000-7000-8000-000000000001@association.example>
Content-Type: text/plain; charset=utf-8

STOP

On Thu, 19 Nov 2026 at 09:00, Sam Carter <caseload@association.example>
wrote:

> To stop these letters, reply with the word STOP.
`);
    expect(message.newest).toBe('STOP');
    expect(message.from).toEqual({ name: 'Jane Smith', address: 'jane@oak.example' });
    expect(classify(message, reader)).toMatchObject({ kind: 'human', keyword: 'STOP' });
  });
});
