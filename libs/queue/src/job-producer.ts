import { getQueueToken } from '@nestjs/bullmq';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';
import { type JobName, type JobPayload, JOBS } from './jobs.js';

/** The api answers everything with the job store down: longer than this nobody waits for a job to be added. */
const ADD_TIMEOUT_MS = 200;
/** A store that has just failed is left alone for so long, so that nothing piles up in front of it. */
const LEFT_ALONE_MS = 1_000;

@Injectable()
export class JobProducer implements OnModuleInit {
  private readonly logger = new Logger(JobProducer.name);
  private readonly queues = new Map<JobName, Queue>();
  private leftAloneUntilMs = 0;

  constructor(private readonly modules: ModuleRef) {}

  onModuleInit(): void {
    for (const name of Object.keys(JOBS) as JobName[]) {
      const queue = this.modules.get<Queue>(getQueueToken(JOBS[name].queue), { strict: false });
      queue.on('error', (error) => this.logger.warn(`Queue ${name}: ${error.message}`));
      this.queues.set(name, queue);
    }
  }

  /** Answers whether the job was added in time. If not, the row is due anyway and the next tick finds it. */
  async add<N extends JobName>(name: N, payload: JobPayload<N>): Promise<boolean> {
    if (performance.now() < this.leftAloneUntilMs) return false;
    const added = await this.addInTime(name, payload);
    if (!added) this.leftAloneUntilMs = performance.now() + LEFT_ALONE_MS;
    return added;
  }

  private async addInTime<N extends JobName>(name: N, payload: JobPayload<N>): Promise<boolean> {
    const adding = this.queues
      .get(name)!
      .add(name, payload, JOBS[name].options)
      .then(() => true)
      .catch((error: Error) => {
        this.logger.warn(`A ${name} job was not added: ${error.message}`);
        return false;
      });
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, ADD_TIMEOUT_MS, false);
    });
    return Promise.race([adding, tooLate]).finally(() => clearTimeout(timer));
  }
}
