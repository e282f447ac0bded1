import type { ORDERS_EN } from '../en/orders.ts'

export const ORDERS_ES = {
  'state.acknowledged': 'Tomado', 'state.rejected': 'Rechazado', 'state.pending': 'Guardado aquí, aún no enviado', 'state.held': 'Espera su respuesta', 'state.inProgress': 'En curso', 'state.cancelled': 'Cancelado', 'state.completed': 'Activo',
  'state.failed': 'Deshecho', 'state.partial': 'Activo en parte', 'state.assessingCancellation': 'Cancelando', 'state.pendingCancellation': 'Deshaciendo',
  'step.confirmQuote': 'Confirmar el precio', 'step.registerCustomer': 'Registrar al cliente', 'step.deriveServices': 'Calcular los servicios', 'step.authenticateIdentifier': 'Comprobar el nombre de acceso', 'step.holdAddress': 'Retener una dirección IP',
  'step.serviceOrder': 'Pedir el servicio', 'step.linkLocalId': 'Enlazar los números', 'step.activateBilling': 'Activar en tarifas y facturación', 'step.assignAddress': 'Asignar la dirección IP', 'step.completeOrder': 'Cerrar el pedido',
  'stepPast.confirmQuote': 'Precio confirmado', 'stepPast.registerCustomer': 'Cliente registrado', 'stepPast.deriveServices': 'Servicios calculados', 'stepPast.authenticateIdentifier': 'Nombre de acceso comprobado', 'stepPast.holdAddress': 'Dirección IP retenida',
  'stepPast.serviceOrder': 'Servicio pedido', 'stepPast.linkLocalId': 'Números enlazados', 'stepPast.activateBilling': 'Activado en tarifas y facturación', 'stepPast.assignAddress': 'Dirección IP asignada', 'stepPast.completeOrder': 'Pedido cerrado',
  'stepDone.confirmQuote': 'Primera factura {totalMinor}, catálogo versión {catalogVersion}', 'stepDone.registerCustomer': 'Cuenta de facturación {billingAccountId}', 'stepDone.deriveServices': '{services, plural, one {Se necesita # servicio} other {Se necesitan # servicios}}',
  'stepDone.authenticateIdentifier': '{userIdentifier} aceptado en {tookMs}', 'stepDone.holdAddress': '{address} de {poolId}', 'stepDone.serviceOrder': 'Su número es {localCustomerId}', 'stepDone.linkLocalId': '{localCustomerId} y nuestro número se conocen',
  'stepDone.activateBilling': 'Primera factura {firstBillMinor}, {services, plural, one {# servicio facturado} other {# servicios facturados}}', 'stepDone.assignAddress': '{address} es de este cliente', 'stepDone.completeOrder': 'Todo está en su lugar',
  'stepState.notStarted': 'Sin empezar', 'stepState.asking': 'Preguntando', 'stepState.done': 'Hecho', 'stepState.unknown': 'Resultado desconocido', 'stepState.refused': 'Rechazado', 'stepState.undoing': 'Deshaciendo', 'stepState.undone': 'Deshecho', 'stepState.waiting': 'En espera',
  'event.taken': 'Pedido tomado', 'event.queued': 'Guardado aquí; se envía cuando vuelva la red', 'event.intent': 'Preguntado (intento {attempt})', 'event.answer': 'Respondió', 'event.lost': 'Sin respuesta; puede haberse hecho o no',
  'event.probe': 'Se miró: {found}', 'event.undoIntent': 'Se pidió deshacerlo', 'event.undone': 'Deshecho', 'event.held': 'Se detuvo para preguntarle', 'event.resumed': 'Continúa', 'event.pivot': 'Pasó el punto sin retorno', 'event.completed': 'Activo', 'event.ended': 'Terminó: {state, state}',
} as const satisfies Record<keyof typeof ORDERS_EN, string>
