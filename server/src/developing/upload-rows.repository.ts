import { Injectable } from '@nestjs/common';
import { Prisma } from '../shared/prisma.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Between its id and its row are two writes to the store and one to the database, which are given up on within half a minute. */
const YOUNG_MS = 2 * 60_000;

/** Since when there is a UUIDv7: its first 48 bits are Unix time in ms. */
export const isYoung = (id: string, nowMs = Date.now()): boolean =>
  nowMs - Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) < YOUNG_MS;

@Injectable()
export class UploadRowsRepository {
  constructor(private readonly prisma: Prisma) {}

  async ids(): Promise<ReadonlySet<string>> {
    const rows = await this.prisma.upload.findMany({ select: { id: true } });
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Takes away the rows of those that nothing is made from. Whoever asks for a picture from one notes that first, so that it is not
   * taken away under them.
   */
  async forgetUnused(): Promise<void> {
    const usedAt = { lt: new Date(Date.now() - DAY_MS) };
    await this.prisma.upload.deleteMany({ where: { usedAt, generations: { none: {} } } });
  }
}
