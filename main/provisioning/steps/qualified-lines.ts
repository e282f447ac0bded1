import type { ProductOrder } from '../../../shared/domain/order.ts'
import type { QualificationLine } from '../../../shared/domain/qualification.ts'
import type { SagaJournal } from '../runner/ports.ts'

/** The lines of the qualifications that the order was taken on. */
export const qualifiedLines = (order: ProductOrder, journal: Pick<SagaJournal, 'qualification'>): readonly QualificationLine[] =>
  [...new Set(order.items.flatMap((item) => (item.qualificationId === null ? [] : [item.qualificationId])))].flatMap((id) => journal.qualification(id)?.lines ?? [])
