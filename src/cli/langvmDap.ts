#!/usr/bin/env node
/** `langvm-dap`: the debug adapter on stdin and stdout, for any client of the Debug Adapter Protocol. */
import '../adapter/main';
