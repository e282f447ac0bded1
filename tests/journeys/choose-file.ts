import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

export type ChosenFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }

/** As a person does it: the button is reached and pressed, the system's own window answers. That window is now and then not seen by the test's browser, though the press was right: then it is pressed again. */
export async function chooseFile(page: Page, button: string | RegExp, chosen: ChosenFile | string | readonly (ChosenFile | string)[]): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: button }).focus()
    const dialog = page.waitForEvent('filechooser', { timeout: 3_000 })
    await page.keyboard.press('Space')
    await (await dialog).setFiles(chosen as string[])
  }).toPass({ timeout: 20_000 })
}
