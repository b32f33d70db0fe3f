import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  PayloadTooLargeException,
} from '@nestjs/common';
import type { Response } from 'express';

/** A file that is too large brings the form back with a sentence, not a bare error. */
@Catch(PayloadTooLargeException)
export class TooLargeFilter implements ExceptionFilter {
  catch(_error: PayloadTooLargeException, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().redirect(303, '/imports?problem=too-large');
  }
}
