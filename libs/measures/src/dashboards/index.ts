export type { ComingDay } from './coming';
export type { Covered, CoveredMonth, PlaceCovered, PlaceExpiring } from './coverage';
export { type DashboardFilter, isNarrow, type PlaceFilter } from './dashboard-filter';
export * from './dashboards.service';
export type { Funnel, FunnelStep } from './funnel';
export type { PasscodeMonth, ReplyMonth } from './monthly-counts';
export { keepHistories } from './keep-histories';
export { keptPart } from './months';
export type { StageTime } from './stage-times';
