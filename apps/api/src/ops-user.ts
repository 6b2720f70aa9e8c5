import 'reflect-metadata';
import { readSettings } from '@app/config';
import { NestFactory } from '@nestjs/core';
import { z } from 'zod';
import { OpsUserModule } from './ops-user/ops-user.module.js';
import { readCommand } from './ops-user/read-command.js';
import { RunCommand } from './ops-user/run-command.js';

const ENVIRONMENT = z.object({ DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }) });

/** `npm run ops:user`: whoever has the password of the database says who may operate; nobody does by HTTP. */
async function opsUser(): Promise<string> {
  const command = readCommand(process.argv.slice(2));
  const { DATABASE_URL } = readSettings(ENVIRONMENT);
  const options = { logger: false, abortOnError: false } as const;
  const app = await NestFactory.createApplicationContext(OpsUserModule.forRoot(DATABASE_URL), options);
  try {
    return await app.get(RunCommand).execute(command);
  } finally {
    await app.close();
  }
}

try {
  process.stdout.write(`${await opsUser()}\n`);
} catch (error) {
  // A connection that is refused at both of a name's addresses has a code and no message.
  const { message, code } = error as { message?: string; code?: string };
  process.stderr.write(`${message || code || 'It failed'}\n`);
  // Not by exitCode: what a start that failed has opened would keep the process alive.
  process.exit(1);
}
