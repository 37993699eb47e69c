import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const REASONS = { 404: 'Not Found', 503: 'Service Unavailable' } as const;

/** Answers an upgrade with an HTTP error and closes the connection, also when the client does not. */
export function refuseUpgrade(socket: Duplex, status: keyof typeof REASONS): void {
  // node:http has let go of the socket: an error that nobody hears would end the process.
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  const retry = status === 503 ? 'Retry-After: 1\r\n' : '';
  socket.end(
    `HTTP/1.1 ${status} ${REASONS[status]}\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

export const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

/** Of this connection alone (RFC 9110, 7.6.1; RFC 6455, 11.3): nothing to pass on. */
const HOP = /^(connection|upgrade|sec-websocket-.*)$/;

/** The headers of the upgrade, in lower case, as the rules for passing headers on read them. */
export const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || HOP.test(name) ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
