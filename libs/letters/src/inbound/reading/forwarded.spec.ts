import { describe, expect, it } from '@jest/globals';
import { usualLimits } from './mail-message';
import { readMessage } from './read-message';

const read = (text: string) => readMessage(Buffer.from(text.replace(/\n/g, '\r\n')), usualLimits);
const head =
  'From: Sam Carter <sam@association.example>\nSubject: FW: Re: Did you see my question?\n';

describe('the original of a forwarded message', () => {
  it('is read from the heading of Outlook', async () => {
    const { forwarded, newest } = await read(`${head}
For the case.

From: Jane Smith [mailto:Jane@oak.example]
Sent: 19 November 2026 11:00
To: Sam Carter <sam@association.example>; Colin <colin@oak.example>
Subject: Re: Did you see my question?

The code came.

From: Sam Carter <sam@association.example>
Sent: 19 November 2026 09:00
To: Jane Smith
Subject: Did you see my question?

Dear manager,
`);
    expect(newest).toBe('For the case.');
    expect(forwarded?.from).toEqual({ name: 'Jane Smith', address: 'jane@oak.example' });
    expect(forwarded?.to.map(({ address }) => address)).toEqual([
      'sam@association.example',
      'colin@oak.example',
    ]);
    expect(forwarded?.subject).toBe('Re: Did you see my question?');
    expect(forwarded?.newest).toBe('The code came.');
  });

  it('is read from the heading of Gmail, and from the quoted one of Apple Mail', async () => {
    const gmail = await read(`${head}
---------- Forwarded message ---------
From: Jane Smith <jane@oak.example>
Date: Thu, 19 Nov 2026 at 11:00
Subject: Re: Did you see my question?
To: Sam Carter <sam@association.example>

STOP
`);
    const apple = await read(`${head}
Begin forwarded message:

> From: Jane Smith <jane@oak.example>
> Subject: Re: Did you see my question?
> Date: 19 November 2026 at 11:00:00 GMT
> To: sam@association.example
> 
> STOP
`);
    for (const { forwarded } of [gmail, apple]) {
      expect(forwarded?.from?.address).toBe('jane@oak.example');
      expect(forwarded?.newest).toBe('STOP');
    }
  });

  it('is read from a part, with all of its headers', async () => {
    const { forwarded } = await read(`${head}Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

See this.
--b
Content-Type: message/rfc822

From: jane@oak.example
Message-ID: <x@oak.example>
Auto-Submitted: auto-replied

I am away.
--b--
`);
    expect(forwarded?.messageId).toBe('x@oak.example');
    expect(forwarded?.headers).toContainEqual({ name: 'auto-submitted', value: 'auto-replied' });
  });

  it('is none in an answer that only quotes', async () => {
    const { forwarded } = await read(`From: jane@oak.example
Subject: Re: Did you see my question?

Yes

From: Sam Carter <sam@association.example>
Sent: 19 November 2026 09:00
To: Jane
Subject: Did you see my question?

Dear manager,
`);
    expect(forwarded).toBeNull();
  });
});
