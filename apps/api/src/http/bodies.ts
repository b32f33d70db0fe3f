import express, { type Request, type RequestHandler, Router } from 'express';
import { HttpRefusal } from '../problems/problem';
import { receiveUpload, takesUpload } from './receive-upload';

/**
 * Reads what was sent, each kind only where it belongs: JSON and register files for programs, forms
 * for pages. Nothing is read from a program that has not shown who it is.
 */
export function bodies(): Router {
  const router = Router();
  router.use('/api', refuseOtherTypes, receiveUpload);
  router.use('/api', onlyIdentified(express.json({ limit: '1mb', type: isJson })));
  const forms = express.urlencoded({ extended: false, limit: '100kb', parameterLimit: 200 });
  router.use((request, response, next) => {
    if (request.path.startsWith('/api/')) next();
    else forms(request, response, next);
  });
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
