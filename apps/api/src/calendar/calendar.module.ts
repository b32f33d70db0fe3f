import { OfficersModule } from '@app/officers';
import { Module } from '@nestjs/common';
import { CalendarController } from './calendar.controller';
import { CalendarLimits } from './calendar-limits.service';
import { CalendarPageController } from './calendar-page.controller';

/** Officers' dates in their own calendars. */
@Module({
  imports: [OfficersModule],
  controllers: [CalendarController, CalendarPageController],
  providers: [CalendarLimits],
})
export class CalendarModule {}
