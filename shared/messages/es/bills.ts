import { prefixed } from '../prefixed.ts'
import type { BILLS_EN } from '../en/bills.ts'

const STATES = { new: 'Nueva', onHold: 'Espera a una persona', validated: 'Revisada', sent: 'Enviada', partiallyPaid: 'Pagada en parte', settled: 'Pagada' } as const
const REASONS = { notUsed: 'El cliente no lo usó', tooMuch: 'Más de lo acordado', notOrdered: 'No se pidió', twice: 'Cobrado dos veces', other: 'Otra cosa' } as const
const DECISIONS = { accepted: 'Devuelto entero', partly: 'Devuelto en parte', rejected: 'El cargo se mantiene' } as const

export const BILLS_ES = {
  ...prefixed('billState', STATES), ...prefixed('disputeReason', REASONS), ...prefixed('disputeDecision', DECISIONS),
  'bills.of.title': 'Facturas', 'bills.masked': 'Las facturas se guardan hasta que el cliente demuestre quién es', 'bills.loading': 'Leyendo la factura', 'bills.none': 'Todavía no hay ninguna factura', 'bills.failed': 'No se pudo mostrar esta factura',
  'bills.number': 'Factura', 'bills.for': 'Por', 'bills.due': 'Vence', 'bills.of.total': 'Total', 'bills.period': '{from, day} hasta {to, day}', 'bills.disputed': '{disputes, plural, one {# línea reclamada} other {# líneas reclamadas}}',
  'bills.head': 'Factura {number} · hecha el {issuedOn, day}', 'bills.headline': 'La factura de {from, day} hasta {to, day}', 'bills.dueOn': 'vence el {dueOn, day}', 'bills.lines': 'La factura', 'bills.count': '{lines, plural, one {# línea} other {# líneas}}', 'bills.of.line': 'Línea', 'bills.amount': 'Con impuestos', 'bills.toPay': 'A pagar',
  'bills.group.discount': 'Descuento en {name}', 'bills.group.credit': 'Abono por {name}', 'bills.toMinimum': 'hasta el mínimo del mes', 'bills.once': 'una vez', 'bills.days': '{days} de {ofDays} días', 'bills.used': '{units} {unit, usageUnit} en {events, plural, one {# uso} other {# usos}}', 'bills.corrects': 'nota de crédito: {because}',
  'bills.line.open': 'reclamada, sin respuesta aún', 'bills.line.queued': 'reclamada aquí, aún no enviada', 'bills.line.answered': 'reclamación respondida',
  'bills.offline': 'Sin red: esta es la factura como este puesto la oyó por última vez. Explicar y reclamar funcionan como siempre.',
  'bills.how': 'De dónde sale', 'bills.howOf': 'De dónde salen {amount}', 'bills.checked': 'calculado de nuevo, igual al centavo', 'bills.checkDiffers': 'el cálculo da otra cifra: una persona debe mirar', 'bills.notChecked': 'no se puede calcular de nuevo aquí',
  'bills.sayHead': 'Diga ahora', 'bills.say': '**{name}** suma **{amount}**: {how}.',
  'bills.node.usage': 'Lo que se usó', 'bills.node.rule': 'Regla y versión', 'bills.node.period': 'Del periodo', 'bills.node.days': 'Días que cuentan', 'bills.node.rounding': 'Redondeado una vez', 'bills.node.tax': 'Impuestos', 'bills.node.unread': 'Más nuevo que este puesto', 'bills.node.parties': 'Quién recibe qué',
  'bills.unread': '{steps, plural, one {# paso} other {# pasos}} de esta cifra no se pueden leer con esta versión del puesto. La suma vale; una actualización muestra el resto.', 'bills.others': 'proveedores y nosotros', 'bills.ours': 'queda con nosotros', 'bills.sumsToZero': 'Lo que paga el cliente y lo que recibe cada uno suman cero.',
  'bills.explain': 'Explicar', 'bills.dispute': 'Reclamar la línea', 'bills.back': 'Volver al cliente', 'bills.disputeOf': 'Reclamar: {label}', 'bills.because': 'Lo que dice el cliente', 'bills.note': 'En palabras del cliente', 'bills.keepDispute': 'Guardar la reclamación', 'bills.noDispute': 'No reclamar', 'bills.keptHere': 'Sin red: se guarda aquí y se envía una vez cuando vuelva.',
  'bills.disputes': 'Lo que se dijo de esta línea', 'bills.queuedHere': 'guardada aquí, aún no enviada', 'bills.refusedThere': 'la central no la tomó: una persona debe mirar', 'bills.credited': 'Abono de {amountMicro} en la próxima factura',
  'bills.hold.slipped': 'No enviada: el servicio empezó el {activatedOn, day}, cuando la primera factura que se leyó ya había terminado ({toldTo, day}). Se dijo {toldMinor}, esta factura suma {billedMinor}. El cliente debe oír antes la nueva cifra.', 'bills.hold.differs': 'No enviada: se dijo {toldMinor}, esta factura suma {billedMinor}. Una persona debe mirar por qué.', 'bills.release': 'Enviarla como está', 'bills.releaseBecause': 'el cliente oyó la nueva cifra y está de acuerdo',
} as const satisfies Record<keyof typeof BILLS_EN, string>
