import type { CALL_EN } from '../en/call.ts'

export const CALL_ES = {
  'callStep.greet': 'Saludo', 'callStep.address': 'Dirección', 'callStep.need': 'Necesidad', 'callStep.offers': 'Ofertas', 'callStep.register': 'Registro', 'callStep.consents': 'Acuerdos', 'callStep.readBack': 'Repaso', 'callStep.live': 'Activo',
  'call.steps': 'Pasos de esta llamada',
  'call.stepOf': 'Paso {n} de {total}: {step}',
  'call.sayNow': 'Diga ahora',
  'call.new': 'Llamada nueva',
  'call.newCaller': 'Llamada nueva',
  'call.since': 'En llamada desde {startedAt, clock}',
  'call.withFirstWord': 'con la primera palabra',
  'call.practice': 'Datos de práctica; la clave está en un archivo de esta máquina.',
  'customer.id': 'ID universal', 'customer.email': 'Correo', 'customer.signIn': 'Acceso', 'customer.address': 'Dirección',
  'customer.atEach': 'En cada proveedor',
  'customer.idsLater': 'Sus números aparecen al hacer un pedido.',
  'customer.noId': 'aún sin número',
  'link.linked': 'enlazado', 'link.released': 'liberado', 'link.notYet': 'aún no',
  'customer.order': 'Este pedido', 'customer.orderId': 'Pedido', 'customer.state': 'Estado', 'customer.ip': 'Dirección IP', 'customer.firstBill': 'Primera factura', 'customer.then': 'Después', 'customer.monthly': '{monthlyMinor} al mes',
  'panel.support': 'Qué decir a soporte:',
  'label.version': 'etiqueta versión {version}', 'label.bothLanguages': 'La etiqueta está en inglés por ley; la letra pequeña dice lo mismo en español.',
  'label.of': 'Datos de banda ancha de {plan}',
} as const satisfies Record<keyof typeof CALL_EN, string>
