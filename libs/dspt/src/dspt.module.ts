import { Module } from '@nestjs/common';
import { DsptAreas } from './dspt-area.service';
import { DsptClassifications } from './dspt-classifications.service';
import { DsptInclusions } from './dspt-inclusions.service';
import { DsptStandings } from './dspt-standings.service';

const services = [DsptAreas, DsptClassifications, DsptInclusions, DsptStandings];

/** Needs `Database` from a global module. */
@Module({ providers: services, exports: services })
export class DsptModule {}
