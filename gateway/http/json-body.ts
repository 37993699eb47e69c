import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { refused } from './refused.ts';

/**
 * Reads bodies as JSON and nothing else: text is what a form can send without a preflight. A byte that is not UTF-8 is
 * refused, where a decoder would put U+FFFD in its place: what is read is what was sent.
 */
export function addJsonBody(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    refuseForeign(request.headers);
    if (!isUtf8(body)) throw refused(400, 'The body is not UTF-8.');
    void parse(request, body.toString(), done);
  });
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)/i;

/** JSON between systems is UTF-8 (RFC 8259, 8.1). */
function refuseForeign({ 'content-type': type = '', 'content-encoding': coding }: IncomingHttpHeaders): void {
  const [, charset = 'utf-8'] = CHARSET.exec(type) ?? [];
  if (!/^utf-?8$/i.test(charset)) throw refused(415, 'The body must be UTF-8.');
  if (coding && !/^identity$/i.test(coding)) throw refused(415, 'The body must come uncompressed.');
}
