import { z } from 'zod';

/** How every list is asked for; a list's own filters are added to it. */
export const pageQuery = z.strictObject({
  limit: z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(200, 'must be 200 or less')
    .default(50)
    .describe('How many items at most.'),
  cursor: z.string().min(1).max(2000).optional().describe('The `nextCursor` of the page before.'),
});

export type PageQuery = z.output<typeof pageQuery>;

/** A yes or no in an address. */
export const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

/** How every list answers. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Where the next page starts; null on the last.'),
  });
