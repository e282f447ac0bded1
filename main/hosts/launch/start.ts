import { resolve } from 'node:path'
import { startConsole } from '../start-console.ts'
import { runUntilStopped } from './run-until-stopped.ts'

/** `npm start`. */
await runUntilStopped({ root: resolve(import.meta.dirname, '../../..'), startConsole })
