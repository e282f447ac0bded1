import type { USAGE_QUEUE_EN } from '../en/usage-queue.ts'

export const USAGE_QUEUE_ES = {
  'usageQueue.command': 'Uso en espera: identificadores desconocidos, eventos tardíos', 'usageQueue.title': 'Uso en espera', 'usageQueue.head': '{n, plural, one {# evento espera} other {# eventos esperan}} bajo {ids, plural, one {# identificador} other {# identificadores}}',
  'usageQueue.loading': 'Preguntando a la central qué espera', 'usageQueue.failed': 'No se pudo preguntar a la central qué espera', 'usageQueue.failedBody': 'El uso está a salvo en su libro. Vuelva a leerlo.', 'usageQueue.again': 'Leer otra vez',
  'usageQueue.cut': 'Sin red: solo la central sabe qué espera', 'usageQueue.cutBody': 'No se pierde nada. Se lee en cuanto vuelva la red.', 'usageQueue.offline': 'Sin red: esto es lo que esperaba antes. Ahora no se puede decidir nada.',
  'usageQueue.empty': 'Ningún uso espera', 'usageQueue.emptyBody': 'Cada evento que llegó pertenece al servicio de un cliente o se apartó.',
  'usageQueue.list': 'Identificadores que esperan', 'usageQueue.col.id': 'Identificador del proveedor', 'usageQueue.col.events': 'Eventos', 'usageQueue.of': 'Uso de {localId}', 'usageQueue.provider': 'Proveedor', 'usageQueue.kind.localCustomer': 'Cliente allí', 'usageQueue.kind.userIdentifier': 'Nombre de acceso',
  'usageQueue.why': 'Espera porque', 'usageQueue.events': 'Eventos', 'usageQueue.eventsFrom': '{n}, de {first} a {last}', 'usageQueue.sum': 'En total', 'usageQueue.pieces': '{n, plural, one {# pieza} other {# piezas}}',
  'usageQueue.whose': 'De quién es', 'usageQueue.search': 'Cliente con un servicio de este proveedor: parte del nombre, identificador o nombre de acceso', 'usageQueue.searching': 'Buscando', 'usageQueue.nobody': 'Nadie con un servicio de este proveedor coincide.',
  'usageQueue.since': 'desde {from}', 'usageQueue.until': 'de {from} a {to}', 'usageQueue.attach': 'Es suyo, ahora y en adelante',
  'usageQueue.otherwise': 'O de otra forma', 'usageQueue.againHint': '¿Se activó un pedido o llegó un catálogo? Guíelo otra vez con lo que se sabe ahora.', 'usageQueue.guideAgain': 'Guiar otra vez', 'usageQueue.lateHint': 'Llegó más tarde de lo que permite el acuerdo con el proveedor. Si lo admite, se factura.', 'usageQueue.letIn': 'Admitirlo',
  'usageQueue.because': 'Por qué no es de nadie', 'usageQueue.becauseHint': 'Se guarda con su nombre. El proveedor lee que una persona lo decidió.', 'usageQueue.setAside': 'Apartar {n, plural, one {# evento} other {# eventos}}',
  'usageQueue.worked': '{localId}: {rated} tarificados, {guided} guardados sin precio, {setAside} apartados, {waiting} aún en espera', 'usageQueue.lately': 'Decidido últimamente', 'usageQueue.moved': '{n, plural, one {# evento} other {# eventos}}',
  'usageDecision.attached': 'dado a un cliente', 'usageDecision.guidedAgain': 'guiado otra vez', 'usageDecision.setAside': 'apartado',
  'usageType.data': 'datos', 'usageType.voice': 'llamadas', 'usageType.view': 'visionados', 'usageType.message': 'mensajes', 'usageType.session': 'sesiones',
  'usageWaits.subscriber-unknown': 'nadie se conoce por él', 'usageWaits.before-activation': 'antes de activarse el servicio', 'usageWaits.after-termination': 'después de terminar el servicio', 'usageWaits.service-ambiguous': 'pudo ser de varios servicios',
  'usageWaits.offering-unknown': 'la versión de la oferta no está en ningún catálogo', 'usageWaits.late': 'llegó demasiado tarde', 'usageWaits.unknown': 'vea el recibo ({code})',
  'usageQueue.help': 'Cómo funciona', 'usageQueue.help.1': 'Un proveedor envió uso con un identificador que entonces no llevaba a ningún servicio de un cliente. Espera aquí; no se descarta nada y a nadie se le factura.',
  'usageQueue.help.2': 'Arriba y Abajo recorren los identificadores. Busque al cliente, elija con las flechas y Ctrl Enter se lo da: lo que espera se tarifica ahora y lo que llegue después con el mismo identificador también es suyo.',
  'usageQueue.help.3': 'A cuál de sus servicios corresponde lo dicen la hora y los precios de cada evento. Lo que no encaja sigue esperando, con lo que lo impide.',
  'usageQueue.help.4': 'Apartarlo lo termina para siempre, con su nombre y motivo. Queda en el libro y el recibo del proveedor dice que lo decidió una persona.',
} as const satisfies Readonly<Record<keyof typeof USAGE_QUEUE_EN, string>>
