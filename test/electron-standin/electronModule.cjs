// What 'electron' resolves to. Every name is written out, so that import and require both see it.
const parts = globalThis[Symbol.for('electron-standin')]
exports.app = parts.app
exports.BrowserWindow = parts.BrowserWindow
exports.dialog = parts.dialog
exports.ipcMain = parts.ipcMain
exports.Menu = parts.Menu
exports.MenuItem = parts.MenuItem
exports.MessageChannelMain = parts.MessageChannelMain
exports.Notification = parts.Notification
exports.powerSaveBlocker = parts.powerSaveBlocker
exports.protocol = parts.protocol
exports.screen = parts.screen
exports.session = parts.session
exports.shell = parts.shell
exports.utilityProcess = parts.utilityProcess
exports.webContents = parts.webContents
