export { endWithParent, runProcess } from './run-process.js';
export { Shutdown } from './shutdown.js';
export { loggingOptions } from './logging.js';
export { crashAt, crashPoint, readCrashOrder } from './crash-point.js';
export { CRASH_POINTS, type CrashingApp, type CrashPoint, listCrashPoints } from './crash-points.js';
