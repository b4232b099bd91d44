/** Where things lie in an export. The same row always has the same name, so that the list of prompts can say it [MD2]. Pure. */
import { extname } from 'node:path';
import { fileName, UniqueNames } from '../storage/file-names.ts';

interface InRoom {
  id: string;
  roomId: string;
  createdAt: Date;
  room: { name: string };
}

export class ExportNames {
  private readonly rooms = new Map<string, string>();
  private readonly taken = new UniqueNames();

  /** `My room/2026-11-26 12.34.05 a paper boat 3f9a1c-0.png`; the six letters keep apart what was asked for in one second. */
  picture(generation: InRoom & { prompt: string }, index: number): string {
    const words = fileName(generation.prompt.slice(0, 200), 'picture', 40);
    return `${this.folder(generation)}/${stamp(generation.createdAt)} ${words} ${generation.id.slice(-6)}-${index}.png`;
  }

  upload(upload: InRoom & { objectKey: string }): string {
    const extension = extname(upload.objectKey);
    return `${this.folder(upload)}/uploads/${stamp(upload.createdAt)} ${upload.id.slice(-6)}${extension}`;
  }

  /** Two rooms of one name have a folder each. */
  private folder({ roomId, room }: InRoom): string {
    const known = this.rooms.get(roomId);
    if (known) return known;
    const name = this.taken.take(fileName(room.name, 'room'));
    this.rooms.set(roomId, name);
    return name;
  }
}

const stamp = (time: Date) => time.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
