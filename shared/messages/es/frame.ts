import type { FRAME_EN } from '../en/frame.ts'

/** The frame around a call: bar, tabs, timers, keys, undo, notes. */
export const FRAME_ES = {
  'bar.help': 'Ayuda', 'bar.calls': 'Llamadas', 'bar.providers': 'Proveedores',
  'tab.new': 'Llamada nueva', 'tab.more': '+{n}', 'tab.front': 'en línea', 'tab.waiting': 'guardada', 'tab.parked': 'en espera', 'tab.asking': 'preguntando', 'tab.live': 'activa', 'tab.problem': 'mire aquí',
  'timer.talk': 'charla', 'timer.step': 'paso', 'timer.answer': 'respuesta', 'timer.usual': 'tres de cada cuatro en {p75Ms}, casi todas en {p95Ms}', 'timer.late': 'más de lo habitual', 'timer.over': 'más que casi todas',
  'health.ok': 'responde', 'health.slow': 'lento', 'health.unknown': 'no se sabe', 'health.unreachable': 'no se alcanza', 'health.notAsked': 'aún sin preguntar', 'health.usually': 'hoy suele tardar {usualMs}',
  'sync.synced': 'Sincronizado', 'sync.none': '0 en cola', 'sync.queued': '{n} en cola, seguros aquí', 'sync.cut': 'Sin red', 'sync.central': 'Central sin conexión', 'sync.centralSince': 'Central sin conexión desde {clock}',
  'help.keys': 'Teclas', 'help.all': 'Las demás teclas', 'help.close': 'Cerrar la ayuda', 'help.rebind': 'Cambiar teclas',
  'notes.title': 'Notas', 'notes.heading': 'Notas, escritas para usted',
  'verb.help': 'Ayuda de este paso', 'verb.newCall': 'Llamada nueva', 'verb.goAddress': 'Dirección', 'verb.goOffers': 'Ofertas', 'verb.goNeed': 'Necesidad', 'verb.goCustomer': 'Cliente', 'verb.goConsents': 'Consentimientos',
  'verb.goReadBack': 'Lectura final', 'verb.orders': 'Pedidos', 'verb.submit': 'Enviar', 'verb.pick': 'Elegir una fila', 'verb.said': 'Marcar la frase como dicha', 'verb.wrapUp': 'Cerrar la llamada', 'verb.explain': 'Explicar las cifras',
  'verb.palette': 'Cualquier acción, cliente, dirección, pedido', 'verb.undo': 'Deshacer', 'verb.nextCall': 'Llamada siguiente', 'verb.previousCall': 'Llamada anterior', 'verb.park': 'Poner en espera', 'verb.drop': 'Descartar la llamada',
  'verb.language': 'Otro idioma', 'verb.back': 'Atrás, no pierde nada',
  'undo.nothing': 'No hay nada que deshacer en esta llamada.', 'undo.sent': 'Un pedido enviado no se deshace con una tecla. Cancélelo donde se muestra.', 'undo.dropped': 'Deshecho: la llamada ha vuelto.',
  'undo.address': 'Deshecho: la dirección es la de antes ({address}).', 'undo.offerTaken': 'Deshecho: {name} ya no está elegido.', 'undo.offerLeft': 'Deshecho: {name} está elegido otra vez.',
  'undo.field': 'Deshecho: {field} es otra vez «{value}».', 'undo.paste': 'Deshecho: se quitó la línea pegada.', 'undo.caller': 'Deshecho: quien llama es quien era antes.',
  'note.addressChosen': 'Dirección: {address}', 'note.checked': '{lines, plural, one {# línea de proveedor comprobada} other {# líneas de proveedor comprobadas}}, {ways} dijeron que sí', 'note.offerTaken': 'Eligió {name}', 'note.offerLeft': 'Dejó fuera {name}',
  'note.identityAccepted': 'El ISP aceptó el nombre de acceso', 'note.identityRefused': 'Nombre de acceso aún no aceptado', 'note.orderSubmitted': 'Pedido enviado, primera factura {totalMinor}', 'note.orderKept': 'Pedido guardado aquí, primera factura {totalMinor}',
  'note.parked': 'Llamada en espera', 'note.said': 'Dicho: {line}', 'note.networkCut': 'Red cortada', 'note.networkUp': 'Red restablecida', 'note.loginAccepted': 'Acceso aceptado con {address}', 'note.loginRefused': 'Acceso rechazado: no hay servicio activo',
} as const satisfies Readonly<Record<keyof typeof FRAME_EN, string>>
