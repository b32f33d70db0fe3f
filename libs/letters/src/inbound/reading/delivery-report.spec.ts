import { describe, expect, it } from '@jest/globals';
import { causeOf, recipientsIn, reportBlocks } from './delivery-report';

describe('reading a delivery report (RFC 3464)', () => {
  it('reads folded fields, names in any case, and several recipients', () => {
    const blocks = reportBlocks(`REPORTING-MTA: dns; relay.example

Original-Recipient: rfc822;Jane@Oak.example
Final-Recipient: rfc822; box17@host.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1
 User unknown

Final-Recipient: rfc822; colin@oak.example
Action: delayed
Status: 4.4.1
`);
    expect(recipientsIn(blocks)).toEqual([
      {
        address: 'jane@oak.example',
        status: '5.1.1',
        said: '550 5.1.1 User unknown',
        action: 'failed',
        cause: 'no-such-address',
      },
      {
        address: 'colin@oak.example',
        status: '4.4.1',
        said: '',
        action: 'delayed',
        cause: 'gave-up',
      },
    ]);
  });

  it('goes by the status where the action is missing or unknown', () => {
    const actions = ['2.0.0', '4.2.0', '5.0.0'].map(
      (status) =>
        recipientsIn(reportBlocks(`Final-Recipient: rfc822; a@b.example\nStatus: ${status}`))[0]
          ?.action,
    );
    expect(actions).toEqual(['delivered', 'delayed', 'failed']);
  });

  it.each([
    ['5.1.1', '', 'no-such-address'],
    ['5.1.10', '', 'no-such-address'],
    [null, 'Host or domain name not found', 'no-such-address'],
    ['5.0.0', '550 No such user here', 'no-such-address'],
    ['5.4.1', 'Recipient address rejected: Access denied', 'no-such-address'],
    ['5.2.2', '', 'mailbox-full'],
    [null, 'The mailbox is over quota', 'mailbox-full'],
    ['5.7.1', 'blocked by policy', 'refused'],
    [null, 'rejected as spam', 'refused'],
    ['5.3.4', '', 'too-large'],
    ['4.4.7', 'expired', 'gave-up'],
    ['5.0.0', 'something else', 'unclear'],
  ] as const)('%s %s: %s', (status, said, cause) => {
    expect(causeOf(status, said)).toBe(cause);
  });
});
