export type { CountedLevel, ShortStanding } from './area-standings';
export { knownDsptLevels } from './classifications';
export * from './dspt-area.service';
export * from './dspt-classifications.service';
export * from './dspt-inclusions.service';
export * from './dspt-standings.service';
export * from './dspt.module';
export * from './standings-on';
