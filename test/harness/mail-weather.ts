import type { Clock } from '@app/platform';
import { Random } from '../../apps/caseload/src/practice/random';
import type { Behaviour } from './smtp-sink';

/** What a mail server does with a letter, by how often in a thousand. */
const letterWeather: readonly [number, Behaviour][] = [
  [100, { do: 'refuse', at: 'rcpt', code: 450, text: '4.2.0 Greylisted, try again later' }],
  [50, { do: 'refuse', at: 'dot', code: 451, text: '4.3.0 Local error in processing' }],
  [40, { do: 'drop', at: 'dot' }],
  [40, { do: 'drop', at: 'after-250' }],
  [40, { do: 'drop', at: 'body' }],
  [20, { do: 'refuse', at: 'dot', code: 554, text: '5.7.1 Message refused' }],
];

const deadMailbox: Behaviour = {
  do: 'refuse',
  at: 'rcpt',
  code: 550,
  text: '5.1.1 No such user here',
};
const deadInAThousand = 40;

/** What it does with every connection for half a day. */
const badDays: readonly Behaviour[] = [
  { do: 'refuse', at: 'banner', code: 421, text: 'Service not available' },
  { do: 'drop', at: 'banner' },
  { do: 'refuse', at: 'mail', code: 530, text: '5.7.0 Authentication required' },
];
const badDaysInAHundred = 10;

/**
 * Repeatable trouble of a mail server: some mailboxes do not exist, some letters meet a fault, and on
 * some days the server takes nothing for hours. A letter tried at another moment has other luck.
 */
export class MailWeather {
  constructor(
    private readonly seed: number,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  letter(recipient: string): Behaviour {
    if (Random.for(this.seed, `mailbox ${recipient}`).between(1, 1000) <= deadInAThousand)
      return deadMailbox;
    let luck = Random.for(this.seed, `${recipient} ${this.clock.now().toString()}`).between(
      1,
      1000,
    );
    for (const [share, behaviour] of letterWeather) {
      luck -= share;
      if (luck <= 0) return behaviour;
    }
    return { do: 'accept' };
  }

  connection(): Behaviour {
    const now = this.clock.now().toZonedDateTimeISO('Europe/London');
    const day = Random.for(this.seed, `day ${now.toPlainDate().toString()}`);
    const isBad = day.between(1, 100) <= badDaysInAHundred;
    const behaviour = day.pick(badDays);
    const until = day.between(10, 17);
    return isBad && now.hour < until ? behaviour : { do: 'accept' };
  }
}
