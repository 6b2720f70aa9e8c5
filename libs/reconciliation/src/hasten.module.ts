import { Module } from '@nestjs/common';
import { Hasten } from './hasten.js';

/** For whoever only gives reasons to ask. */
@Module({ providers: [Hasten], exports: [Hasten] })
export class HastenModule {}
