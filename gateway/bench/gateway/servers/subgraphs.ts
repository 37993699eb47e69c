/**
 * The subgraphs as a process of their own, as cheap as they can be: an answer is computed once and kept by the text
 * that asked for it, and HTTP is read with no more care than the gateways here need. Sends its URL to the parent, which
 * sends how many milliseconds each answer takes from then on.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { execute, parse } from 'graphql';
import { present } from 'platform/kernel/assert';
import { shop } from '../shop/shop.ts';

/** A gateway that words each fetch anew gets its answers computed: it may not fill the memory. */
const MAX_ANSWERS = 10_000;
const HEAD_END = '\r\n\r\n';

const { schemas } = shop('http://127.0.0.1:1');
const answers = new Map<string, Buffer>();
let delayMs = 0;

async function compute(path: string, body: string): Promise<Buffer> {
  const schema = present(schemas.get(path.slice(1)), `there is a subgraph ${path}`);
  const { query, operationName, variables } = JSON.parse(Buffer.from(body, 'latin1').toString());
  const result = await execute({ schema, document: parse(query), operationName, variableValues: variables });
  const json = Buffer.from(JSON.stringify(result));
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${json.length}`;
  return Buffer.concat([Buffer.from(head + HEAD_END), json]);
}

async function answer(path: string, body: string): Promise<Buffer> {
  const computed = await compute(path, body);
  if (answers.size < MAX_ANSWERS) answers.set(path + body, computed);
  return computed;
}

function send(socket: Socket, message: Buffer): void {
  if (delayMs === 0) socket.write(message);
  else setTimeout(() => socket.write(message), delayMs);
}

/** Answers the request that `text` begins with, and returns what comes after it; undefined: it is not whole yet. */
function take(socket: Socket, text: string): string | undefined {
  const headLength = text.indexOf(HEAD_END);
  if (headLength < 0) return undefined;
  const head = text.slice(0, headLength);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  const from = headLength + HEAD_END.length;
  if (text.length < from + length) return undefined;
  const path = head.split(' ', 2)[1] ?? '';
  const body = text.slice(from, from + length);
  const known = answers.get(path + body);
  if (known) send(socket, known);
  else void answer(path, body).then((computed) => send(socket, computed));
  return text.slice(from + length);
}

function serve(socket: Socket): void {
  let text = '';
  socket.setNoDelay().on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    for (let rest = take(socket, text); rest !== undefined; rest = take(socket, text)) text = rest;
  });
}

process.on('disconnect', () => process.exit());
process.on('message', (message: number) => {
  delayMs = message;
});
const server = createServer(serve).listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
