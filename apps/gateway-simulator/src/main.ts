import 'reflect-metadata';
import { runProcess } from '@app/process';
import { createSimulator } from './create-simulator.js';
import { mustBeFree } from './must-be-free.js';
import { readSimulatorSettings } from './bank/settings.js';

await runProcess(async () => {
  const settings = readSimulatorSettings();
  await mustBeFree(settings.port, settings.address);
  const app = await createSimulator(settings);
  await app.listen(settings.port, settings.address);
  return app;
});
