import { safeStorage } from 'electron'
import type { SecretStore } from '../../platform/keys.ts'

/** The system's store for secrets, or null where it protects nothing: `basic_text` is a fixed password in Chromium's source. Call after Electron is ready. */
export function findSecretStore(): SecretStore | null {
  if (!safeStorage.isEncryptionAvailable()) return null
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null
  return { protect: (text) => safeStorage.encryptString(text), reveal: (bytes) => safeStorage.decryptString(bytes) }
}
