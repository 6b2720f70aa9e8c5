export { webAddress } from './addresses.js';
export { ConfigModule } from './config.module.js';
export { readTolemConfig, TolemConfig } from './tolem-config.js';
export { type Merchant, type Shop, type SubscriptionConfig, type Scope } from './merchants-and-shops.js';
export { warnOfUnsafe } from './warn-of-unsafe.js';
export { readSettings, SettingsError, validateSettings } from './read-settings.js';
export { isAmongHosts, isPlainHttp, readHost, readWebAddress, type WebAddress } from './web-address.js';
