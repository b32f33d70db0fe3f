import { z } from 'zod';
import {
  type Division,
  divisions,
  HolidayCollector,
  type HolidayFile,
  HolidayFileRefused,
  ourDivision,
} from './holiday-file';

const list = z.looseObject({
  division: z.string().optional(),
  events: z.array(z.looseObject({ title: z.string(), date: z.string() })),
});

const isDivision = (name: string): name is Division =>
  (divisions as readonly string[]).includes(name);

/**
 * Reads GOV.UK's `bank-holidays.json`: a list for each part of the United Kingdom, or the list of
 * one part alone.
 * @throws HolidayFileRefused
 */
export function readJson(text: string): HolidayFile {
  const content = parse(text);
  const whole = list.safeParse(content);
  const parts =
    whole.success && whole.data.division !== undefined
      ? [[whole.data.division, content] as const]
      : Object.entries((content ?? {}) as Record<string, unknown>);
  const known = parts.filter(([name]) => isDivision(name));
  if (known.length === 0)
    throw new HolidayFileRefused(
      'not-bank-holidays',
      'This JSON has no list “england-and-wales”; download www.gov.uk/bank-holidays.json again.',
    );
  if (!known.some(([name]) => name === ourDivision))
    throw new HolidayFileRefused(
      'other-division',
      'This file has no list of England and Wales; download www.gov.uk/bank-holidays.json.',
    );
  const collector = new HolidayCollector();
  for (const [name, part] of known) {
    const division = name as Division;
    const read = list.safeParse(part);
    if (!read.success)
      throw new HolidayFileRefused(
        'not-bank-holidays',
        `The list “${name}” is not one of events with title and date; download the file again.`,
      );
    collector.speakOf(division);
    for (const { date, title } of read.data.events) collector.add(division, date, title);
  }
  return collector.file('gov-uk-json');
}

function parse(text: string): unknown {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && !Array.isArray(content) ? content : null;
  } catch {
    throw new HolidayFileRefused(
      'damaged',
      'This looks like JSON, but is cut short or damaged; download it again.',
    );
  }
}
