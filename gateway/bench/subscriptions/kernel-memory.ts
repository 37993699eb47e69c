import { readFileSync } from 'node:fs';

const PAGE_BYTES = 4_096;

/** Of sockets, their buffers and what hangs on them; of the whole machine. Linux. */
export function kernelBytes(): number {
  const slab = /^SUnreclaim:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  const buffers = /^TCP:.* mem (\d+)/m.exec(readFileSync('/proc/net/sockstat', 'utf8'))?.[1];
  return Number(slab) * 1024 + Number(buffers) * PAGE_BYTES;
}
