/**
 * Chromium does not navigate to a scheme it was not built with, so `app://desk/x` is shown to it as `https://desk.app.stand-in.test/x`:
 * a secure, standard origin just the same. The app under test only ever sees its own spelling.
 */
const SUFFIX = 'stand-in.test'

/** The app's spelling → Chromium's. `schemes`: those the app registered. */
export const toChromium = (url: string, schemes: ReadonlySet<string>): string =>
  url.replace(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)/, (whole, scheme: string, host: string) => (schemes.has(scheme) ? `https://${host}.${scheme}.${SUFFIX}` : whole))

/** Chromium's spelling → the app's. */
export const toApp = (url: string): string => url.replace(/^https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.stand-in\.test/, '$2://$1')
