import express, { type Request, type RequestHandler, Router } from 'express';
import { HttpRefusal } from '../problems/problem';
import { receiveUpload, takesUpload } from './receive-upload';

/** In whatever capitals, as routes are. */
const underApi = /^\/api\//i;

/** Where a list with a box at each of its rows is sent. */
const isChoice = /^\/bulk\/?$/i;

/** A thousand rows, and the other fields of their form. */
const mostTicks = 1_050;

/**
 * Reads what was sent, each kind only where it belongs: JSON and register files for programs, forms
 * for pages. Nothing is read from a program that has not shown who it is.
 */
export function bodies(): Router {
  const router = Router();
  router.use('/api', refuseOtherTypes, receiveUpload);
  router.use('/api', onlyIdentified(express.json({ limit: '1mb', type: isJson })), refuseDeep);
  const forms = express.urlencoded({ extended: false, limit: '100kb', parameterLimit: 200 });
  const choices = express.urlencoded({
    extended: false,
    limit: '100kb',
    parameterLimit: mostTicks,
  });
  router.use((request, response, next) => {
    if (underApi.test(request.path)) next();
    else (isChoice.test(request.path) ? choices : forms)(request, response, next);
  });
  router.use(emptyForm);
  return router;
}

/** The guard will refuse the others without having read a byte of theirs. */
function onlyIdentified(handler: RequestHandler): RequestHandler {
  return (request, response, next) => {
    // A register file may be JSON too; it has been read as a file.
    if (request.officer && !request.upload) void handler(request, response, next);
    else next();
  };
}

/** Deeper than anything that is asked for, and far less deep than what a reader chokes on. */
const mostLevels = 64;

/** Whoever walks a body may then do it level by level, as JSON.stringify does. */
const refuseDeep: RequestHandler = (request, _response, next) => {
  if (!isDeeper(request.body, mostLevels)) next();
  else
    next(
      new HttpRefusal(
        400,
        'too-deep',
        `The body may have lists and objects inside one another up to ${mostLevels} levels; send it flatter.`,
      ),
    );
};

function isDeeper(body: unknown, levels: number): boolean {
  let level = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((value) =>
      value !== null && typeof value === 'object' ? Object.values(value) : [],
    );
  }
  return false;
}

/** What came as something else than a form is a form in which nothing is filled in. */
const emptyForm: RequestHandler = (request, _response, next) => {
  if (!underApi.test(request.path) && request.method !== 'GET') request.body ??= {};
  next();
};

const isJson = (request: { headers: { 'content-type'?: string | undefined } }): boolean =>
  /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(request.headers['content-type'] ?? '');

const refuseOtherTypes: RequestHandler = (request, _response, next) => {
  if (!hasBody(request) || isJson(request) || takesUpload(request)) next();
  else
    next(
      new HttpRefusal(
        415,
        'unsupported-media-type',
        'Send the body as application/json; a register file goes to /api/v1/imports as text/csv, application/octet-stream or what it is.',
      ),
    );
};

function hasBody(request: Request): boolean {
  const length = request.get('Content-Length');
  return request.get('Transfer-Encoding') !== undefined || Number(length ?? 0) > 0;
}
