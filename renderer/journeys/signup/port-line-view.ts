import type { PortLine } from '../../../shared/domain/port-line.ts'
import type { QualificationLine } from '../../../shared/domain/qualification.ts'
import type { Texts } from '../../../shared/messages/texts.ts'

/** The line that an answer's caller would stand in: nothing where a port is not what is missing. */
export function lineOf(answer: QualificationLine, lines: readonly PortLine[]): PortLine | null {
  const found = lines.find((line) => line.queueId === answer.port?.queueId && line.providerId === answer.providerId && line.accessType === answer.accessType) ?? null
  return found?.kind === 'full' && answer.yesWhen?.code !== 'waiting-place' ? null : found
}

/** True where the house waits for a port of what this answer runs over, or has one kept, whoever sells it. */
export const standsInLine = (answer: Pick<QualificationLine, 'port'> | undefined, lines: readonly PortLine[]): boolean => lines.some(({ queueId, kind }) => kind !== 'full' && queueId === answer?.port?.queueId)

/** How it stands, as a sentence to read aloud. */
export function portLineWords(line: PortLine, promiseHours: number, { t }: Texts): string {
  const { name } = line
  switch (line.kind) {
    case 'full': return t('portLine.full', { name, place: line.place, others: line.firstAt === null ? 'no' : 'yes', firstAt: line.firstAt ?? 0 })
    case 'waiting': return t('portLine.waiting', { name, sinceAt: line.sinceAt, place: line.place, waiting: line.waiting, hours: promiseHours })
    case 'kept': return t('portLine.kept', { name, untilAt: line.untilAt })
  }
}
