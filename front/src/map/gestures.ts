// Moving the map: drag, pinch, wheel with the control key, buttons and arrow keys.
import { STILL, type Shift } from "./projection";

const MOST = 40;
const LEAST = 0.5;

export function zoomed(shift: Shift, factor: number, x: number, y: number): Shift {
  const zoom = Math.max(LEAST, Math.min(MOST, shift.zoom * factor));
  const real = zoom / shift.zoom;
  return { zoom, x: x - (x - shift.x) * real, y: y - (y - shift.y) * real };
}

export function pressed(key: string, shift: Shift, width: number, height: number): Shift | null {
  const step = 60;
  switch (key) {
    case "ArrowLeft": return { ...shift, x: shift.x + step };
    case "ArrowRight": return { ...shift, x: shift.x - step };
    case "ArrowUp": return { ...shift, y: shift.y + step };
    case "ArrowDown": return { ...shift, y: shift.y - step };
    case "+": case "=": return zoomed(shift, 1.4, width / 2, height / 2);
    case "-": return zoomed(shift, 1 / 1.4, width / 2, height / 2);
    case "0": return STILL;
    default: return null;
  }
}

interface Hands {
  shift(): Shift;
  move(shift: Shift): void;
  hover(x: number, y: number): void;
  leave(): void;
}

export function gestures(element: HTMLElement, hands: Hands): () => void {
  const fingers = new Map<number, { x: number; y: number }>();
  const place = (event: PointerEvent | WheelEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const down = (event: PointerEvent): void => {
    fingers.set(event.pointerId, place(event));
    if (event.pointerType === "mouse" || fingers.size === 2) element.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const at = place(event);
    const before = fingers.get(event.pointerId);
    if (!before) return hands.hover(at.x, at.y);
    const shift = hands.shift();
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, at);
    if (other) {
      const factor = Math.hypot(at.x - other.x, at.y - other.y) / (Math.hypot(before.x - other.x, before.y - other.y) || 1);
      hands.move(zoomed(shift, factor, (at.x + other.x) / 2, (at.y + other.y) / 2));
    } else if (event.pointerType === "mouse") {
      hands.leave();
      hands.move({ ...shift, x: shift.x + at.x - before.x, y: shift.y + at.y - before.y });
    }
    return undefined;
  };
  const up = (event: PointerEvent): void => {
    const at = place(event);
    if (event.pointerType !== "mouse" && fingers.size === 1) hands.hover(at.x, at.y);
    fingers.delete(event.pointerId);
  };
  const cancel = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
  };
  const wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const at = place(event);
    hands.move(zoomed(hands.shift(), Math.exp(-event.deltaY / 300), at.x, at.y));
  };
  const leave = (): void => hands.leave();
  element.addEventListener("pointerdown", down);
  element.addEventListener("pointermove", move);
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", cancel);
  element.addEventListener("pointerleave", leave);
  element.addEventListener("wheel", wheel, { passive: false });
  return () => {
    element.removeEventListener("pointerdown", down);
    element.removeEventListener("pointermove", move);
    element.removeEventListener("pointerup", up);
    element.removeEventListener("pointercancel", cancel);
    element.removeEventListener("pointerleave", leave);
    element.removeEventListener("wheel", wheel);
  };
}
