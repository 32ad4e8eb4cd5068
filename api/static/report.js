// The report screen: its parts, each in its own file.
import { startViewer } from "./viewer.js";
import { startList } from "./list.js";
import { startKeyboard } from "./keyboard.js";

startViewer();
startList();
startKeyboard();
