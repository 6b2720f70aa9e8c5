import 'reflect-metadata';
import { runProcess } from '@app/process';
import { createDemoShop } from './create-demo-shop.js';
import { readShopSettings } from './settings.js';

await runProcess(async () => {
  const settings = readShopSettings();
  const app = await createDemoShop(settings);
  await app.listen(settings.port, settings.address);
  return app;
});
