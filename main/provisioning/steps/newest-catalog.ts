import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'

/** The newest published catalog, asked from central: a price is never confirmed on what the desk happens to have. Errors: central's, `catalog-missing`, `catalog-newer` {version}. */
export async function newestCatalog(deps: { readonly central: CentralClient; readonly catalog: () => Catalog | null }): Promise<Result<Catalog, AppError>> {
  const answer = await deps.central.query('catalog.current', {})
  if (!answer.ok) return err(answer.error)
  const [here, there] = [deps.catalog(), answer.value.catalog]
  // It cannot be rated by half a rule, nor by the rules of yesterday: the order waits until this desk reads it.
  if (there && there.version > (here?.version ?? 0) && !checkCatalog(there).ok) return err(appError('catalog-newer', { version: there.version }))
  const newest = there && (!here || there.version >= here.version) ? there : here
  return newest ? ok(newest) : err(appError('catalog-missing'))
}
