import { z } from 'zod'
import type { BillPreview } from '../../domain/rating.ts'
import type { ProductOffering } from '../../domain/catalog.ts'
import type { GeographicAddress } from '../../domain/place.ts'
import type { ServiceQualification } from '../../domain/qualification.ts'
import type { Draft, OrderView } from '../../domain/order.ts'
import { ORDER_STATES } from '../../domain/order.ts'
import { CHANNELS } from '../../domain/qualification.ts'
import { ROLES } from '../../domain/roles.ts'

/** Marks a domain type that the console itself produced: checked by the compiler on both ends, not re-parsed field by field. */
const produced = <T>() => z.custom<T>((value) => value !== undefined)

export const zId = z.string().min(1).max(64)
export const zCommandId = z.uuid()
export const zText = (max: number) => z.string().max(max)
export const zRole = z.enum(ROLES)
export const zOrderState = z.enum(ORDER_STATES)
export const zClientComputer = z.object({ operatingSystem: zText(60), memoryMb: z.int().min(0).max(10_000_000), hasEthernet: z.boolean() })
export const zQueryMessage = z.object({ channel: z.enum(CHANNELS), place: zId, clientComputer: zClientComputer.optional() })

/** The fields of a registration while it is being typed: lengths only, meaning is checked at submit. */
export const zRegistrationDraft = z.object({
  givenName: zText(120), familyName: zText(120), email: zText(254), phone: zText(40),
  paymentToken: zText(80), paymentHint: zText(80), userIdentifier: zText(253),
}).partial()

export const zAddress = produced<GeographicAddress>()
export const zQualification = produced<ServiceQualification>()
export const zOffering = produced<ProductOffering>()
export const zBillPreview = produced<BillPreview>()
export const zDraft = produced<Draft>()
export const zOrderView = produced<OrderView>()
export { produced }
