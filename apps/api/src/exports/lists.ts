import type { ExportList } from './export-list';
import { caseLists } from './lists/cases';
import { decisionLists } from './lists/decisions';
import { dsptLists } from './lists/dspt';
import { figureLists } from './lists/figures';
import { groupList } from './lists/group';
import { importLists } from './lists/imports';
import { mailLists } from './lists/mail';
import { peopleLists } from './lists/people';
import { registerLists } from './lists/register';
import { workLists } from './lists/work';

/** Every list that can be taken away as a file, by the same readers as the pages. */
export const exportLists: readonly ExportList[] = [
  ...workLists,
  ...caseLists,
  groupList,
  ...registerLists,
  ...dsptLists,
  ...importLists,
  ...decisionLists,
  ...mailLists,
  ...figureLists,
  ...peopleLists,
];
