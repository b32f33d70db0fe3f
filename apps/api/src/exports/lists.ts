import type { ExportList } from './export-list';
import { caseLists } from './lists/cases';

/** Every list that can be taken away as a file, by the same readers as the pages. */
export const exportLists: readonly ExportList[] = [...caseLists];
