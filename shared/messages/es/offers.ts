import type { OFFERS_EN } from '../en/offers.ts'

export const OFFERS_ES = {
  'catalog.newer': 'La central tiene el catálogo versión {sent}, más nuevo de lo que este puesto puede leer. Las ofertas de aquí son de la versión {version}; un pedido tomado ahora espera hasta que se actualice este puesto.',
  'catalog.older': 'La central envió el catálogo versión {sent}; este puesto tiene la versión {version} y sigue con ella. Los precios se comparan otra vez antes de enviar nada.',
  'access.copper': 'cobre', 'access.cable': 'cable', 'access.fiber': 'fibra', 'access.fixedWireless': 'inalámbrico fijo', 'access.satellite': 'satélite',
  'why.client-unsuitable': 'La computadora de quien llama no cumple ({lacks, lacks})',
  'why.prerequisite-missing': 'Necesita {needs} en el mismo pedido',
  'lacks.memory': 'memoria', 'lacks.operatingSystem': 'sistema operativo', 'lacks.hasEthernet': 'Ethernet',
  'service.port': 'Puerto', 'service.plan': 'Plan', 'service.identity': 'Acceso', 'service.address': 'Dirección IP', 'service.equipment': 'Equipo', 'service.visit': 'Visita', 'service.content': 'Contenido', 'service.voice': 'Voz',
  'serviceReason.port-on-own-line': 'el plan va por su propia línea', 'serviceReason.port-on-owners-line': 'el plan va por la línea del dueño', 'serviceReason.client-unsuitable': 'la computadora no cumple con {name}', 'serviceReason.plan-ordered': 'se pidió {name}', 'serviceReason.identity-for-access': '{userIdentifier} entra aquí',
  'serviceReason.address-for-access': 'una línea de {accessType, access} necesita una dirección', 'serviceReason.equipment-ordered': 'se pidió {name}', 'serviceReason.add-on-ordered': 'se pidió {name}',
  'serviceReason.required-by-offering': '{name}: {reason}', 'serviceReason.modem-without-ethernet': 'la computadora no tiene Ethernet', 'serviceReason.drop-to-build': 'hay que construir una acometida de {distanceM}', 'serviceReason.antenna-to-mount': 'hay que montar una antena',
  'usageUnit.byte': 'bytes', 'usageUnit.B': 'bytes', 'usageUnit.octet': 'bytes', 'usageUnit.kilobyte': 'kB', 'usageUnit.kB': 'kB', 'usageUnit.KiB': 'KiB', 'usageUnit.megabyte': 'MB', 'usageUnit.MB': 'MB', 'usageUnit.MiB': 'MiB', 'usageUnit.gigabyte': 'GB', 'usageUnit.GB': 'GB', 'usageUnit.GiB': 'GiB', 'usageUnit.second': 'segundos', 'usageUnit.s': 'segundos', 'usageUnit.minute': 'minutos', 'usageUnit.min': 'minutos', 'usageUnit.hour': 'horas', 'usageUnit.h': 'horas', 'usageUnit.each': 'usos', 'usageUnit.call': 'llamadas', 'usageUnit.view': 'visionados', 'usageUnit.message': 'mensajes', 'usageUnit.session': 'sesiones',
  'rounding.half-even': 'al par más cercano', 'rounding.half-up': 'la mitad hacia arriba', 'rounding.up': 'hacia arriba', 'rounding.down': 'hacia abajo',
  'charge.price': '{amountMicro} es el precio de {offeringId}, versión {offeringVersion}', 'charge.usage': '{unit, usageUnit} {priorUnits} a {totalUnits} del periodo, {freeUnits} del periodo incluidos', 'charge.proration': '{days} de {ofDays} días, del {from, day} al {to, day}', 'charge.introductory': 'precio de introducción hasta el {until, day}, después {regularMicro}', 'charge.discount': '{amountMicro} menos por {bundleId}',
  'charge.rounding': 'redondeado {mode, rounding} a {afterMicro}', 'charge.tax': '{name} sobre {baseMicro}: {amountMicro}',
} as const satisfies Record<keyof typeof OFFERS_EN, string>
