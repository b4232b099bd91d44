import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropSlowReader, MAX_STUCK_MS, MAX_UNREAD_BYTES } from './slow-readers.ts';

/** As much of an Engine.IO connection as is looked at. `writable`: what was sent before has left. */
class Connection extends EventEmitter {
  readonly transport = { writable: true, socket: { terminate: vi.fn() } };
  private waiting = 0;
  private isClosed = false;
  readonly close = vi.fn(() => {
    this.isClosed = true;
    this.emit('close');
  });

  send(bytes: number): void {
    if (this.isClosed) return;
    this.emit('packetCreate', { type: 'message', data: 'x'.repeat(bytes) });
    this.waiting++;
    if (this.transport.writable) this.flush();
  }

  /** The browser has read what was on its way. */
  read(): void {
    this.transport.writable = true;
    if (this.waiting > 0) this.flush();
  }

  private flush(): void {
    this.emit('flush');
    this.waiting = 0;
    this.transport.writable = false;
  }
}

let connection: Connection;
let dropped: number[];

beforeEach(() => {
  vi.useFakeTimers();
  connection = new Connection();
  dropped = [];
  dropSlowReader(connection as unknown as Parameters<typeof dropSlowReader>[0], (bytes) => dropped.push(bytes));
});
afterEach(() => {
  vi.useRealTimers();
});

const PART = MAX_UNREAD_BYTES / 4;

describe('[AK7] a connection', () => {
  it('that reads is left alone, however much it is sent', () => {
    for (let n = 0; n < 100; n++) {
      connection.send(PART);
      connection.read();
    }
    expect(connection.close).not.toHaveBeenCalled();
  });

  it('that reads with a delay, a batch at a time, is left alone', () => {
    for (let n = 0; n < 30; n++) {
      for (let part = 0; part < 3; part++) connection.send(PART);
      vi.advanceTimersByTime(MAX_STUCK_MS / 2);
      connection.read();
    }
    expect(connection.close).not.toHaveBeenCalled();
  });

  it('that reads nothing is closed at once when too much waits for it', () => {
    for (let n = 0; n < 7; n++) connection.send(PART);
    expect(dropped).toHaveLength(1);
    expect(dropped[0]).toBeGreaterThan(MAX_UNREAD_BYTES);
    expect(dropped[0]).toBeLessThan(1.5 * MAX_UNREAD_BYTES);
    expect(connection.close).toHaveBeenCalledExactlyOnceWith(true);
    expect(connection.transport.socket.terminate).toHaveBeenCalledOnce();
  });

  it('may be sent one message of any size, and a second behind it', () => {
    connection.send(10 * MAX_UNREAD_BYTES);
    connection.send(10 * MAX_UNREAD_BYTES);
    expect(connection.close).not.toHaveBeenCalled();
  });

  it('that reads nothing for long is closed, however little waits for it', () => {
    connection.send(10);
    vi.advanceTimersByTime(MAX_STUCK_MS - 1);
    expect(dropped).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(dropped).toHaveLength(1);
  });

  it('that is sent nothing is left alone', () => {
    connection.send(10);
    connection.read();
    vi.advanceTimersByTime(100 * MAX_STUCK_MS);
    expect(dropped).toEqual([]);
  });

  it('that has closed is not looked at again', () => {
    connection.send(10);
    connection.emit('close');
    vi.advanceTimersByTime(2 * MAX_STUCK_MS);
    expect(dropped).toEqual([]);
  });
});
