import type { LIVE_EN } from '../en/live.ts'

export const LIVE_ES = {
  'live.title': 'Qué pasó', 'live.once': 'cada paso se hace una vez', 'live.opening': 'Abriendo el pedido', 'live.kept': 'Guardado aquí, aún no enviado. Sale una vez, en cuanto vuelva la red.',
  'live.nothingCharged': 'No se cobra nada.', 'live.pivot': 'Punto sin retorno', 'live.bill': 'Primera factura', 'live.then': 'después {monthlyMinor} al mes', 'live.order': 'Pedido', 'live.cancel': 'Cancelar el pedido',
  'live.next': 'sigue', 'live.afterwards': 'luego', 'live.queued': 'En cola', 'live.undone': 'Deshecho, allí no queda nada.',
  'live.state.completed': 'Activo. Los {total} pasos están hechos.', 'live.state.failed': 'No fue posible. Todo se deshizo.', 'live.state.cancelled': 'Cancelado. Todo se deshizo.', 'live.state.held': 'Se detuvo para preguntarle.',
  'live.state.pending': 'Guardado aquí, aún no enviado.', 'live.state.undoing': 'Se deshace, paso a paso.', 'live.state.progress': '{done} de {total} pasos hechos.{missing, plural, =0 {} one { Falta una respuesta.} other { Faltan # respuestas.}}',
  'held.label': 'Hace falta una decisión', 'held.price': 'El precio ahora es {newMinor}; usted dijo {oldMinor}', 'held.nothingSent': 'No se envió nada a ningún proveedor. Pregunte a quien llama y luego decida.', 'held.agrees': 'Quien llama acepta',
  'proof.title': 'Prueba de acceso', 'proof.password': 'Contraseña del proveedor de internet', 'proof.hint': 'Entra por RADIUS como lo haría el equipo del cliente', 'proof.login': 'Entrar ahora', 'proof.accepted': 'Aceptado, dirección {address}', 'proof.refused': 'No aceptado: no hay servicio activo',
} as const satisfies Record<keyof typeof LIVE_EN, string>
