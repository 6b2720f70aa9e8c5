import './needs-node.mjs';
import { buildIfChanged } from './build-if-changed.mjs';
import { runCommand } from './run-command.mjs';

/** `npm run build`. */
await runCommand(() => buildIfChanged());
