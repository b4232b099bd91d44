import { Injectable } from '@nestjs/common';
import type { Prisma as Query } from '../generated/prisma/client.ts';
import { Prisma } from '../shared/prisma.ts';

@Injectable()
export class ImagesRepository {
  constructor(private readonly prisma: Prisma) {}

  /** Safe to repeat: the second attempt at a picture finds the row of the first. */
  async storeOnce(image: Query.ImageCreateManyInput): Promise<void> {
    await this.prisma.image.createMany({ data: image, skipDuplicates: true });
  }
}
