import { Controller, Get } from '@nestjs/common';
import { Models } from './models.ts';

@Controller('api/models')
export class ModelsController {
  constructor(private readonly models: Models) {}

  @Get()
  list() {
    return { models: this.models.list() };
  }
}
