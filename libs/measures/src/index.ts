export * from './all-practice';
export * from './audit-list';
export {
  type DateKind,
  dateKinds,
  type OfficerDate,
  readOfficerDates,
} from './calendar/officer-dates';
export * from './call-told';
export * from './case-ask';
export type { CaseFilter, StalledDays } from './case-filter';
export * from './case-filters.service';
export { listCaseIds } from './case-ids';
export * from './case-list';
export { type CaseSort, caseSorts } from './case-orders';
export * from './dashboards';
export * from './forecast/forecast';
export { type ForecastQuery, mostForecastDays, readForecast } from './forecast/read-forecast';
export * from './funder-return/funder-return';
export * from './funder-return/funder-returns.service';
export * from './group/read-group';
export * from './keyset';
export * from './list-choices';
export * from './left-out';
export * from './measures.module';
export * from './monthly';
export { type MorningState, MorningLetters } from './morning-letter/morning-letters.service';
export type { MorningLetter } from './morning-letter/write-morning-letter';
export * from './overview/read-overview';
export { smallestTold, type ToldCount, withholdSmall } from './overview/withhold-small';
export * from './pace/read-pace';
export * from './pace/slow-parts';
export * from './pace/stretch-of';
export * from './pace/usual-pace.service';
export {
  listPreviewCases,
  type PreviewCase,
  readPreviewedCase,
} from './previews/preview-cases';
export { type ReadRow, readRows } from './read/read-rows';
export { type ReadColumn, type ReadTable, readTables } from './read/read-tables';
export * from './stalled-list';
export * from './stalled-summary';
export * from './today';
export * from './today-in-words';
export { type TodaySection, todaySectionNames } from './today-sections';
export { matterWords, sectionTitles, summaryWords } from './today-words';
export { readTourCases, type TourCase, type TourCases } from './tour/read-tour-cases';
export * from './views/saved-views.service';
export { type Workshop, type WorkshopInput } from './workshops/workshop';
export * from './workshops/workshops.service';
