import { Controller, Get, Render, Res } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../security/access';
import { type ApiPage, presentApi } from './api-page.presenter';

/** The document is made from the finished application, so it is handed over after wiring. */
export class ApiDocument {
  private made: OpenAPIObject | null = null;
  private make: () => OpenAPIObject = () => {
    throw new Error('Nobody has said how the API is described.');
  };

  describeBy(make: () => OpenAPIObject): void {
    this.make = make;
  }

  /** Made when it is first asked for. */
  get(): OpenAPIObject {
    this.made ??= this.make();
    return this.made;
  }
}

/** The API described for programs and for people. */
@ApiExcludeController()
@Controller('api')
export class DocsController {
  constructor(private readonly document: ApiDocument) {}

  @Public()
  @Get('openapi.json')
  json(@Res() response: Response): void {
    response.json(this.document.get());
  }

  @Public()
  @Get('docs')
  @Render('docs/api')
  page(): ApiPage {
    return presentApi(this.document.get());
  }
}
