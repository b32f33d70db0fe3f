import { MeasuresModule } from '@app/measures';
import { Module } from '@nestjs/common';
import { exportController } from './export-controllers';
import { Exporter } from './exporter.service';
import { exportLists } from './lists';

/** Every list as a file. The readers are those of the pages. */
@Module({
  imports: [MeasuresModule],
  controllers: exportLists.map(exportController),
  providers: [Exporter],
})
export class ExportsModule {}
