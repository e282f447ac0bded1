import type { ServiceQualification } from '../../../../shared/domain/qualification.ts'
import type { Db } from '../../sql/open.ts'

export type QualificationRows = ReturnType<typeof qualificationRows>

/** Answers as given to a caller. An answer is never changed: a new check is a new id. */
export function qualificationRows(db: Db) {
  const get = db.prepare<[string], { body: string }>('SELECT body FROM qualification WHERE id = ?')
  const save = db.prepare('INSERT INTO qualification (id, body, valid_until) VALUES (?, ?, ?)')
  return {
    get: (id: string): ServiceQualification | null => {
      const row = get.get(id)
      return row ? (JSON.parse(row.body) as ServiceQualification) : null
    },
    save: (qualification: ServiceQualification): void => void save.run(qualification.id, JSON.stringify(qualification), qualification.validUntil),
  }
}
