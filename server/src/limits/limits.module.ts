import { Module } from '@nestjs/common';
import { ClientAddress } from './client-address.ts';
import { Limits } from './limits.ts';

@Module({ providers: [ClientAddress, Limits], exports: [ClientAddress, Limits] })
export class LimitsModule {}
