import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err } from '../../../shared/kernel/result.ts'
import type { Network } from '../../provisioning/ports.ts'
import type { Handler } from '../context.ts'
import { refuseCardDigits } from '../signup/refuse-card-digits.ts'

export type CorrectPriceDeps = { readonly central: CentralClient; readonly network: Pick<Network, 'isUp'>; readonly deskId: string }

/** Only central knows all usage: without it nothing can be told. */
export const createPreviewCorrection = ({ central, network }: CorrectPriceDeps): Handler<'usage.previewCorrection'> => async (input) =>
  network.isUp() ? central.query('usage.previewCorrection', input) : err(appError('network-unavailable'))

/** The command's id is the key at central: pressed twice, or sent again after a lost answer, it happens once. */
export const createCorrectPrice = ({ central, network, deskId }: CorrectPriceDeps): Handler<'usage.correctPrice'> => async ({ commandId, ...input }, { user }) => {
  const card = refuseCardDigits({ because: input.because })
  if (card) return err(card)
  if (!network.isUp()) return err(appError('network-unavailable'))
  return central.command('usage.correctPrice', commandId, input, { deskId, userId: user?.userId ?? '', role: user?.role ?? '' })
}
