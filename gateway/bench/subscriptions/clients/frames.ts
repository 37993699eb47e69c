/**
 * Frames of RFC 6455 as a benchmark needs them: whole messages, masked with zeros towards the server, which changes
 * nothing of them and costs the client nothing.
 */
const FIN = 0x80;
const MASKED = 0x80;
export const TEXT = 1;
export const PING = 9;
export const PONG = 10;

/** A frame of the client. */
export const frameOf = (opcode: number, payload: string | Buffer): Buffer =>
  framed(opcode, Buffer.from(payload), MASKED, Buffer.alloc(4));

/** A frame of a server, which masks nothing. */
export const serverFrameOf = (payload: string): Buffer =>
  framed(TEXT, Buffer.from(payload), 0, Buffer.alloc(0));

function framed(opcode: number, payload: Buffer, masked: number, mask: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 2 ** 16 ? 4 : 10);
  head[0] = FIN | opcode;
  head[1] = masked | (length < 126 ? length : length < 2 ** 16 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, mask, payload]);
}

/** Calls back for each whole frame of the server, in whatever pieces it comes. */
export function frameReader(onFrame: (opcode: number, payload: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let length = lengthOf(bytes); length <= bytes.length; length = lengthOf(bytes)) {
      onFrame((bytes[0] ?? 0) & 0x0f, bytes.subarray(headOf(bytes), length));
      bytes = bytes.subarray(length);
    }
    rest = bytes;
  };
}

const headOf = (bytes: Buffer): number => ((bytes[1] ?? 0) < 126 ? 2 : bytes[1] === 126 ? 4 : 10);

/** Of the first frame with its head; more than there is while the head is not whole. */
function lengthOf(bytes: Buffer): number {
  const head = headOf(bytes);
  if (bytes.length < Math.max(2, head)) return Number.POSITIVE_INFINITY;
  if (head === 2) return head + (bytes[1] ?? 0);
  return head + (head === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2)));
}
