import pino from 'pino'

/** One structured line per use case. Personal data never enters: callers pass codes, ids and durations. */
export type Log = {
  readonly info: (line: Readonly<Record<string, unknown>>) => void
  readonly warn: (line: Readonly<Record<string, unknown>>) => void
  readonly error: (line: Readonly<Record<string, unknown>>) => void
}

/** Writes JSON lines to a file, appending. The directory must exist. */
export function createFileLog(file: string): Log {
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: file, sync: true, mkdir: true }))
  return {
    info: (line) => logger.info(line),
    warn: (line) => logger.warn(line),
    error: (line) => logger.error(line),
  }
}

/** For tests and tools that do not keep a log. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
