import type { Progress } from '../console-handle.ts'

/** Turns progress into lines a person can follow: one per tenth of each step and always its end; one in all where the total is not known (0). */
export function createProgressLines(write: (line: string) => void): (progress: Progress) => void {
  const written = new Map<string, number>()
  return ({ what, done, total }) => {
    const tenth = total > 0 ? Math.floor((done * 10) / total) : 10
    if ((written.get(what) ?? -1) >= tenth) return
    written.set(what, tenth)
    write(total === 0 ? `${what} …` : `${what}: ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`)
  }
}
