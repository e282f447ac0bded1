import { z } from 'zod'
import type { PortLine } from '../../domain/port-line.ts'
import { entry } from './entry.ts'
import { produced, zCommandId, zId, zText } from './schemas.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const
const AWAY = ['network-unavailable', 'central-unavailable'] as const
/** `promiseHours`: for how long a port is kept for who was next. */
const OUTPUT = z.object({ lines: z.array(produced<PortLine>()), promiseHours: z.number() })
const NAMED = { commandId: zCommandId, place: zId, queueId: zText(200).min(1) }

/** Where no port is free: a house's place in line, and how it gets in and out of one. Only central keeps the line, so that two desks cannot promise one place. */
export const PORT_LINE_ROWS = {
  'ports.lines': entry({ type: 'query', roles: CALL, offline: 'local', errors: ['address-unknown'], input: z.object({ place: zId }), output: OUTPUT }),
  /** Who stands there, and a house where a port is free, is answered as it stands. */
  'ports.joinLine': entry({ type: 'command', roles: CALL, offline: 'needsNetwork', errors: ['address-unknown', 'port-book-unknown', 'port-released', 'port-elsewhere', 'command-reused', ...AWAY], input: z.object(NAMED), output: OUTPUT }),
  'ports.leaveLine': entry({ type: 'command', roles: CALL, offline: 'needsNetwork', errors: ['address-unknown', 'command-reused', ...AWAY], input: z.object(NAMED), output: OUTPUT }),
} as const
