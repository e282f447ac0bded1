import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

export type PinVerifier = { readonly salt: string; readonly verifier: string }

/** What central keeps of a PIN: salted, scrypt N 2^14 r 8 p 1, 32 bytes. Slow on purpose; a million PINs are quickly tried otherwise. */
export async function createPinVerifier(pin: string): Promise<PinVerifier> {
  const salt = randomBytes(16).toString('hex')
  return { salt, verifier: (await derive(pin, salt)).toString('hex') }
}

/** True when it is the PIN. Takes the same time for every PIN that is not. */
export const isPin = async (pin: string, known: PinVerifier): Promise<boolean> => timingSafeEqual(await derive(pin, known.salt), Buffer.from(known.verifier, 'hex'))

const derive = (pin: string, salt: string): Promise<Buffer> =>
  new Promise((resolve, reject) => scrypt(pin, Buffer.from(salt, 'hex'), 32, { N: 2 ** 14, r: 8, p: 1 }, (error, key) => (error ? reject(error) : resolve(key))))
