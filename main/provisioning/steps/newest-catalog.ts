import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'

/** The newest published catalog, asked from central: a price is never confirmed on what the desk happens to have. Errors: central's, `catalog-missing`. */
export async function newestCatalog(deps: { readonly central: CentralClient; readonly catalog: () => Catalog | null }): Promise<Result<Catalog, AppError>> {
  const answer = await deps.central.query('catalog.current', {})
  if (!answer.ok) return err(answer.error)
  const [here, there] = [deps.catalog(), answer.value.catalog]
  const newest = there && (!here || there.version >= here.version) ? there : here
  return newest ? ok(newest) : err(appError('catalog-missing'))
}
