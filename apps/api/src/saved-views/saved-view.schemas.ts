import { type SavedView, viewLists } from '@app/measures';
import { z } from 'zod';
import { listOf } from '../json/lists';

const list = z.enum(viewLists).describe('Which list it is of.');
const name = z.string().min(1).max(60);

export const savedViewSchema: z.ZodType<SavedView> = z
  .strictObject({
    id: z.string(),
    list,
    name: z.string(),
    query: z.string().describe('As in the address of its page, after the question mark.'),
    href: z.string().describe('Where it opens as a page.'),
    shared: z.boolean().describe('Everybody sees it.'),
    isDefault: z.boolean().describe('The list opens with it, for its owner.'),
    mine: z.boolean(),
    officer: z.string().describe('Whose it is.'),
  })
  .meta({
    id: 'SavedView',
    description: 'A list as an officer keeps it: filters, columns, order.',
  });

export const savedViewList = listOf(savedViewSchema).meta({ id: 'SavedViewList' });

export const newSavedView = z
  .strictObject({
    list: list.default('cases'),
    name: name.describe('A name you have used before replaces that view.'),
    query: z
      .string()
      .max(2000)
      .describe('Filters, columns and order, as `stage=proving&sort=home`.'),
    shared: z.boolean().default(false),
    isDefault: z.boolean().default(false),
  })
  .meta({ id: 'NewSavedView', description: 'A view to be kept.' });

export const renamedView = z.strictObject({ name }).meta({ id: 'RenamedView' });
