import pino from 'pino'

/** One structured line per use case. Personal data never enters: callers pass codes, ids and durations. */
export type Log = {
  readonly info: (line: Readonly<Record<string, unknown>>) => void
  readonly warn: (line: Readonly<Record<string, unknown>>) => void
  readonly error: (line: Readonly<Record<string, unknown>>) => void
}

/** Lines that wait for room on a full disk; newer ones are dropped. */
const MAX_WAITING_BYTES = 1024 * 1024

/** Writes JSON lines to a file, appending; its directory is made. A full disk never stops who logs. */
export function createFileLog(file: string): Log {
  const destination = pino.destination({ dest: file, sync: true, mkdir: true, maxLength: MAX_WAITING_BYTES })
  // Lines that find no room wait for it. Unheard, the error would end the thread that works for the caller.
  destination.on('error', () => undefined)
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return {
    info: (line) => logger.info(line),
    warn: (line) => logger.warn(line),
    error: (line) => logger.error(line),
  }
}

/** For tests and tools that do not keep a log. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
