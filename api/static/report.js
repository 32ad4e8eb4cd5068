// The report screen: its parts, each in its own file.
import { startViewer } from "./viewer.js";
import { startList } from "./list.js";
import { startKeyboard } from "./keyboard.js";
import { startDrawing } from "./draw.js";

startViewer();
startList();
startKeyboard();
startDrawing();
