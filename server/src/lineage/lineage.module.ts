import { Module } from '@nestjs/common';
import { LineageController } from './lineage.controller.ts';
import { LineageRepository } from './lineage.repository.ts';
import { LineageService } from './lineage.service.ts';

/** Who made what from what. */
@Module({ controllers: [LineageController], providers: [LineageService, LineageRepository] })
export class LineageModule {}
