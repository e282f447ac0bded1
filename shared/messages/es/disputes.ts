import type { DISPUTES_EN } from '../en/disputes.ts'

export const DISPUTES_ES = {
  'disputes.title': 'Responder la reclamación: {label}', 'disputes.answer': 'Responder', 'disputes.says': 'El cliente dice', 'disputes.what': 'Qué se decide',
  'disputes.accepted': 'Devolver todo: {amountMicro}', 'disputes.rest': 'Devolver el resto: {amountMicro}', 'disputes.partly': 'Devolver una parte', 'disputes.rejected': 'El cargo se mantiene',
  'disputes.amount': 'Cuánto, con impuestos', 'disputes.bounds': 'De $0.01 a {mostMinor}. La línea sumó {lineMicro}.', 'disputes.boundsBefore': 'De $0.01 a {mostMinor}. La línea sumó {lineMicro}; {givenMicro} ya se devolvió antes.',
  'disputes.amount.empty': '¿Cuánto se devuelve? Escriba una cantidad como 3.50.', 'disputes.amount.unreadable': 'Esto no es una cantidad. Escriba dólares y centavos, como 3.50.', 'disputes.amount.nothing': 'No se devolvería nada. Si el cargo se mantiene, elija eso.',
  'disputes.amount.tooMuch': 'De esta línea se puede devolver como mucho {mostMinor}.', 'disputes.nothingLeft': 'Ya se devolvió toda esta línea. Solo queda decir que el cargo se mantiene.',
  'disputes.because': 'Por qué, en palabras que el cliente pueda oír', 'disputes.because.missing': 'Diga por qué: el cliente lo oye y queda con la respuesta para siempre.',
  'disputes.sayHead': 'Diga ahora', 'disputes.say.accepted': 'Se le devuelve todo: **{amountMicro}** se descuenta de su próxima factura.', 'disputes.say.partly': 'Se le devuelven **{amountMicro}**; se descuentan de su próxima factura. **{staysMicro}** de esta línea se mantienen.', 'disputes.say.rejected': 'Lo hemos mirado: este cargo de **{amountMicro}** se mantiene.',
  'disputes.say.because': '{said} El motivo es: {because}',
  'disputes.give': 'Responder al cliente', 'disputes.notNow': 'Ahora no', 'disputes.cut': 'Sin red: una reclamación se responde en la central. Lo escrito se queda aquí.', 'disputes.waits': 'espera a un supervisor', 'disputes.waitsYou': 'espera su respuesta',
  'decide.command': 'Lo que me espera: reclamaciones y facturas retenidas', 'decide.title': 'Lo que espera a un supervisor', 'decide.head': 'Le esperan {disputes, plural, =0 {ninguna reclamación} one {# reclamación} other {# reclamaciones}} y {held, plural, =0 {ninguna factura retenida} one {# factura retenida} other {# facturas retenidas}}',
  'decide.disputes': 'Reclamaciones por responder', 'decide.held': 'Facturas retenidas', 'decide.who': 'Cliente', 'decide.says': 'Lo que dice', 'decide.since': 'Desde', 'decide.left': 'Puede volver', 'decide.why': 'Por qué espera', 'decide.made': 'Hecha el', 'decide.shown': 'las {shown} más antiguas de {inAll}',
  'decide.loading': 'Mirando lo que espera', 'decide.failed': 'No se pudo leer lo que espera', 'decide.none.disputes': 'No espera ninguna reclamación', 'decide.none.held': 'No espera ninguna factura', 'decide.offline': 'Sin red: esto es lo que sabe este puesto. Ahora no se puede decidir nada.',
  'disputes.byUnknown': 'alguien de otro puesto', 'disputes.by': '{name}, {role}',
} as const satisfies Record<keyof typeof DISPUTES_EN, string>
