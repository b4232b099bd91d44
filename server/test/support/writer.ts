/** Somebody who writes in the room's shared text: a tab with a Yjs document, kept as the page keeps it, with edits sent one by one. */
import type { RoomId } from '@darkroom/protocol';
import * as Y from 'yjs';
import type { RoomTab } from './room-tab.ts';

const FROM_SERVER = Symbol('from the server');

export class Writer {
  readonly doc = new Y.Doc();
  readonly tab: RoomTab;
  epoch = 0;
  revision = 0;
  /** Edits that are on their way. */
  private sending: Promise<unknown> = Promise.resolve();
  private isOpen = false;

  private constructor(tab: RoomTab) {
    this.tab = tab;
    tab.socket.on('draft:edited', ({ revision, update }) => {
      this.revision = Math.max(this.revision, revision);
      Y.applyUpdate(this.doc, update, FROM_SERVER);
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== FROM_SERVER && this.isOpen) this.send(update);
    });
  }

  static async open(tab: RoomTab): Promise<Writer> {
    const writer = new Writer(tab);
    await writer.open();
    return writer;
  }

  get roomId(): RoomId {
    return this.tab.room.id;
  }

  get text(): string {
    return this.doc.getText('prompt').toString();
  }

  /** As after every join: takes what is missing, and gives what the server lacks. */
  async open(): Promise<void> {
    const stateVector = Y.encodeStateVector(this.doc);
    const opened = await this.tab.ask('draft:open', { roomId: this.roomId, epoch: this.epoch, stateVector });
    ({ epoch: this.epoch, revision: this.revision } = opened);
    Y.applyUpdate(this.doc, opened.update, FROM_SERVER);
    this.isOpen = true;
    this.send(Y.encodeStateAsUpdate(this.doc, opened.stateVector));
    await this.sent();
  }

  /** What is written from now on stays here until `open`. */
  goOffline(): void {
    this.isOpen = false;
  }

  write(at: number, text: string): void {
    this.doc.getText('prompt').insert(Math.min(at, this.text.length), text);
  }

  erase(at: number, length: number): void {
    const from = Math.min(at, this.text.length);
    this.doc.getText('prompt').delete(from, Math.min(length, this.text.length - from));
  }

  /** Resolves when everything written was acknowledged. */
  sent(): Promise<unknown> {
    return this.sending;
  }

  private send(update: Uint8Array): void {
    const sent = this.tab.ask('draft:edit', { roomId: this.roomId, epoch: this.epoch, update });
    this.sending = Promise.all([this.sending, sent]);
  }
}
