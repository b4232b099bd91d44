import type { Lineage } from '@darkroom/protocol';
import { Controller, Get, Param } from '@nestjs/common';
import { LineageService } from './lineage.service.ts';

@Controller('api/images')
export class LineageController {
  constructor(private readonly lineage: LineageService) {}

  @Get(':generationId/:index/lineage')
  show(@Param('generationId') generationId: string, @Param('index') index: string): Promise<Lineage> {
    return this.lineage.of(generationId, index);
  }
}
